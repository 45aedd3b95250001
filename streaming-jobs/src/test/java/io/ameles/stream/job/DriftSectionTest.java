package io.ameles.stream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.drift.input.AfterAlarm;
import io.ameles.model.drift.input.InputDriftSettings;
import io.ameles.model.drift.input.InputSpace;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Normalization;
import io.ameles.stream.Fixtures;
import io.ameles.stream.drift.input.InputDrift;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftSectionTest {
  @Test
  void theInputIsWatchedUnlessSomethingElseIsSaid() {
    EmbeddingSpace embedding = new EmbeddingSpace(4, 0x1p-14);
    assertThat(parse("l2", "").inputDrift())
        .isEqualTo(
            new InputDrift(
                InputSpace.of(embedding, Normalization.L2, 256, 0.7),
                256,
                new InputDriftSettings(2_000, 500, 1e-5, AfterAlarm.ADAPT)));
  }

  @Test
  void everythingCanBeChosen() {
    String yaml =
        """
        drift:
          input:
            per-epoch: 9
            reference: 300
            window: 50
            features: 64
            bandwidth: 1.5
            significance: 0.001
            after-alarm: fixed
        """;
    assertThat(parse("l2", yaml).inputDrift())
        .isEqualTo(
            new InputDrift(
                InputSpace.of(new EmbeddingSpace(4, 0x1p-14), Normalization.L2, 64, 1.5),
                9,
                new InputDriftSettings(300, 50, 0.001, AfterAlarm.FIXED)));
  }

  @Test
  void itCanBeSwitchedOff() {
    assertThat(parse("l2", "drift: {input: {enabled: false, window: 30}}").inputDrift())
        .isEqualTo(InputDrift.NONE);
  }

  @Test
  void withoutNormalizationNothingIsWatchedUnlessABandwidthIsGiven() {
    assertThat(parse("none", "").inputDrift()).isEqualTo(InputDrift.NONE);
    InputDrift chosen =
        parse("none", "drift: {input: {enabled: true, bandwidth: 20}}").inputDrift();
    assertThat(chosen.space())
        .isEqualTo(InputSpace.of(new EmbeddingSpace(4, 0x1p-14), Normalization.NONE, 256, 20));
    assertThat(problem("none", "enabled: true"))
        .contains("drift.input.bandwidth: is nothing, must be a number above 0 with intake");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "features: 3 | drift.input.features: is 3, must be an even number",
        "features: 0 | drift.input.features: is 0, must be a whole number from 2 to 4096",
        "significance: 0 | drift.input.significance: is 0, must be above 0 and at most 0.1",
        "significance: 0.5 | drift.input.significance: is 0.5, must be above 0 and at most 0.1",
        "bandwidth: 0 | drift.input.bandwidth: is 0, must be a number above 0",
        "bandwidth: wide | drift.input.bandwidth: is \"wide\", must be a number above 0",
        "reference: 99 | drift.input.reference: is 99, must be a whole number from 100 to",
        "window: 19 | drift.input.window: is 19, must be a whole number from 20 to",
        "per-epoch: 0 | drift.input.per-epoch: is 0, must be a whole number from 1 to",
        "after-alarm: ignore | drift.input.after-alarm: is \"ignore\", must be adapt or fixed",
        "speed: 3 | drift.input.speed: is not a key; known are",
      })
  void aProblemNamesKeyValueAndWhatIsAllowed(String setting, String problem) {
    assertThat(problem("l2", setting)).contains(problem);
  }

  private static String problem(String normalize, String setting) {
    AmelesException e =
        catchThrowableOfType(
            AmelesException.class,
            () -> parse(normalize, "drift: {input: {%s}}".formatted(setting)));
    return String.valueOf(e.getMessage());
  }

  private static JobSettings parse(String normalize, String more) {
    String yaml =
        "kafka: {bootstrap.servers: 'localhost:1'}\nintake: {dimension: 4, normalize: %s}\n%s%s"
            .formatted(normalize, Fixtures.RECEIPTS, more);
    return ConfigurationFile.parse(
        yaml, Path.of("/tmp"), Map.of(ConfigurationFile.KEY_VARIABLE, "5a".repeat(32)));
  }
}

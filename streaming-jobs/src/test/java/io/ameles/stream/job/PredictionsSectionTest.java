package io.ameles.stream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.stream.Fixtures;
import io.ameles.stream.predict.PredictionSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionsSectionTest {
  @Test
  void predictionsAreOnUnlessTheyAreTurnedOff() {
    assertThat(parse("")).isEqualTo(PredictionSettings.DEFAULT);
    assertThat(PredictionSettings.DEFAULT)
        .isEqualTo(new PredictionSettings(true, null, 256, Duration.ofMillis(5)));
    assertThat(parse("predictions: {enabled: false}").enabled()).isFalse();
  }

  @Test
  void everythingCanBeChosen() {
    assertThat(
            parse(
                "predictions: {learner: softmax, batch-size: 16, batch-wait: PT0.02S}\nlearners: [nearest-mean, softmax]"))
        .isEqualTo(new PredictionSettings(true, "softmax", 16, Duration.ofMillis(20)));
  }

  @ParameterizedTest
  @CsvSource({
    "learner: softmax",
    "batch-size: 0",
    "batch-size: 5000",
    "batch-wait: 5",
    "wait: PT1S"
  })
  void whatCannotBeIsRefusedByItsName(String setting) {
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> parse("predictions: {%s}".formatted(setting)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .withMessageContaining("predictions." + setting.substring(0, setting.indexOf(':')));
  }

  private static PredictionSettings parse(String more) {
    String yaml =
        "model: irises\nkafka: {bootstrap.servers: 'localhost:1'}\nintake: {dimension: 4}\n%s%s"
            .formatted(Fixtures.RECEIPTS, more);
    return ConfigurationFile.parse(
            yaml, Path.of("/tmp"), Map.of(ConfigurationFile.KEY_VARIABLE, "5a".repeat(32)))
        .predictions();
  }
}

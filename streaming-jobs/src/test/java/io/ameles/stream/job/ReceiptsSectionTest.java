package io.ameles.stream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.receipt.ReceiptKeys;
import io.ameles.stream.receipt.Clocks;
import io.ameles.stream.receipt.LegalClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptsSectionTest {
  private static final String KEYS = "receipts: {key-file: keys.json}\n";

  @TempDir private Path folder;

  @BeforeEach
  void makeKeys() {
    ReceiptKeys.readOrCreate(folder.resolve("keys.json"), new SecureRandom(), Instant.EPOCH);
  }

  @Test
  void keysAreReadFromTheFileAndTheRestHasADefault() {
    JobSettings settings = parse(KEYS);

    assertThat(settings.receipts().keys().publicKeys())
        .isEqualTo(ReceiptKeys.read(folder.resolve("keys.json")).publicKeys());
    assertThat(settings.receipts().clocks())
        .isEqualTo(new Clocks(new TreeMap<>(Clocks.BUILT_IN), "gdpr", Duration.ofDays(7)));
  }

  @Test
  void clocksOfOnesOwnCanBeTheDefault() {
    Clocks clocks =
        parse(
                """
                receipts: {key-file: keys.json, clock: internal, at-risk: PT1H}
                clocks:
                  internal: {period: P14D, extension: P7D}
                  quick: {period: PT2H}
                """)
            .receipts()
            .clocks();

    assertThat(clocks.defaultName()).isEqualTo("internal");
    assertThat(clocks.atRisk()).isEqualTo(Duration.ofHours(1));
    assertThat(clocks.byName())
        .containsEntry("internal", new LegalClock("internal", Period.ofDays(14), Period.ofDays(7)))
        .containsEntry("quick", new LegalClock("quick", Duration.ofHours(2), Period.ZERO))
        .containsKeys("gdpr", "ccpa", "drop");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clocks: {own: {period: P0D}} | clocks.own.period: is \"P0D\", must be an ISO-8601 period",
        "clocks: {own: {period: -P5D}} | clocks.own.period: is \"-P5D\", must be",
        "clocks: {own: {period: soon}} | clocks.own.period: is \"soon\", must be",
        "clocks: {own: {period: P101Y}} | clocks.own.period: is \"P101Y\", must be",
        "clocks: {own: {period: P2147483647Y}} | clocks.own.period: is \"P2147483647Y\", must be",
        "clocks: {own: {extension: P5D}} | clocks.own.period: is nothing, must be",
        "clocks: {own: {period: P9D, extension: -P1D}} | clocks.own.extension: is \"-P1D\", must",
        "clocks: {own: {period: P9D, speed: 3}} | clocks.own.speed: must be NAME.period or",
        "clocks: {gdpr: {period: P9D}} | clocks.gdpr.period: must be NAME.period or",
        "clocks: {Own: {period: P9D}} | clocks.Own.period: must be NAME.period or",
        "clocks: {period: P9D} | clocks.period: must be NAME.period or",
        "clocks: {own: {period: P7D}} | receipts.at-risk: is nothing, must be shorter than every"
      })
  void clockThatCannotRunIsRefused(String yaml, String problem) {
    assertThat(problem(KEYS + yaml)).contains("1 problem(s)").contains(problem);
  }

  @Test
  void defaultClockMustBeOneThatThereIs() {
    assertThat(problem("receipts: {key-file: keys.json, clock: moon}"))
        .contains("receipts.clock: is \"moon\", must be one of [ccpa, drop, gdpr]");
  }

  @Test
  void keyFileMustBeThereAndPrivate() throws IOException {
    assertThat(problem("")).contains("receipts.key-file: is nothing, must be the path");
    assertThat(problem("receipts: {key-file: missing.json}"))
        .contains("receipts.key-file: The key file")
        .contains("missing.json");
    Files.setPosixFilePermissions(
        folder.resolve("keys.json"), PosixFilePermissions.fromString("rw-r-----"));
    assertThat(problem(KEYS)).contains("chmod 600");
  }

  @Test
  void keysAreNeverQuoted() throws IOException {
    Path broken = folder.resolve("broken.json");
    Files.writeString(broken, "{\"keys\":[{\"k\":\"s3cret\"}]}");
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rw-------"));

    assertThat(problem("receipts: {key-file: broken.json}")).doesNotContain("s3cret");
  }

  private String problem(String yaml) {
    return catchThrowableOfType(AmelesException.class, () -> parse(yaml)).getMessage();
  }

  private JobSettings parse(String yaml) {
    return ConfigurationFile.parse(
        "kafka: {bootstrap.servers: \"localhost:9092\"}\nintake: {dimension: 4}\n" + yaml,
        folder,
        Map.of(ConfigurationFile.KEY_VARIABLE, "0123456789abcdef".repeat(4)));
  }
}

package io.ameles.model.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptKeysTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final String PSEUDONYM = "ad210cbefe60b0642f9fafc1086ce825";

  private final SecureRandom random = new SecureRandom();

  @TempDir private Path folder;

  @Test
  void createdKeysAreReadableByTheirOwnerOnlyAndReadAgain() throws Exception {
    Path file = folder.resolve("deeper").resolve("keys.json");
    ReceiptKeys created = ReceiptKeys.readOrCreate(file, random, START);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertSame(ReceiptKeys.readOrCreate(file, random, START.plus(YEAR)), created);
    assertSame(ReceiptKeys.read(file), created);
    assertThat(folder.resolve("deeper")).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void pseudonymsOfReceiptsAreKeyedAndNotThoseOfTheLedger() {
    ReceiptKeys keys = ReceiptKeys.create(random, START);
    assertThat(keys.target(PSEUDONYM)).matches("[0-9a-f]{32}").isNotEqualTo(PSEUDONYM);
    assertThat(keys.target(keys.targetKeyId(), PSEUDONYM)).hasValue(keys.target(PSEUDONYM));
    assertThat(keys.target("another", PSEUDONYM)).isEmpty();
    assertThat(ReceiptKeys.create(random, START).target(PSEUDONYM))
        .isNotEqualTo(keys.target(PSEUDONYM));
  }

  @Test
  void rotationKeepsTheOldPublicKeysAndPseudonyms() {
    ReceiptKeys first = ReceiptKeys.create(random, START);
    ReceiptKeys second = first.rotate(random, START.plus(YEAR));
    assertThat(second.signer().keyId()).isNotEqualTo(first.signer().keyId());
    assertThat(second.publicKeys())
        .contains(first.signer().keyId(), second.signer().keyId())
        .doesNotContain("\"d\"", "\"k\"");
    assertThat(second.targetKeyIds())
        .containsExactly(second.targetKeyId(), first.targetKeyId())
        .doesNotHaveDuplicates();
    assertThat(second.target(first.targetKeyId(), PSEUDONYM)).hasValue(first.target(PSEUDONYM));
  }

  @Test
  void retiredSigningKeyKeepsNoSecret() throws Exception {
    Path file = folder.resolve("keys.json");
    ReceiptKeys.create(random, START).rotate(random, START.plus(YEAR)).write(file);
    assertThat(Files.readString(file)).containsOnlyOnce("\"d\":");
    assertThat(ReceiptKeys.read(file).publicKeys()).contains("2026", "2027");
  }

  @Test
  void destructionTakesOnlyWhatWasReplacedInTime() throws Exception {
    Instant second = START.plus(YEAR);
    Instant third = second.plus(YEAR);
    ReceiptKeys keys = ReceiptKeys.create(random, START);
    String oldest = keys.targetKeyId();
    keys = keys.rotate(random, second);
    String middle = keys.targetKeyId();
    keys = keys.rotate(random, third);
    String newest = keys.targetKeyId();

    Instant replaced = Instant.parse("2027-01-02T03:04:05.678Z"); // as it stands in the file
    assertThat(keys.destroyPseudonymKeys(replaced.minusMillis(1)).targetKeyIds())
        .containsExactly(newest, middle, oldest);
    ReceiptKeys left = keys.destroyPseudonymKeys(replaced);
    assertThat(left.targetKeyIds()).containsExactly(newest, middle);
    assertThat(left.target(oldest, PSEUDONYM)).isEmpty();
    assertThat(left.publicKeys()).isEqualTo(keys.publicKeys());
    assertThat(keys.destroyPseudonymKeys(third.plus(YEAR)).targetKeyIds()).containsExactly(newest);

    Path file = folder.resolve("keys.json");
    left.write(file);
    assertThat(Files.readString(file)).doesNotContain(oldest);
    assertSame(ReceiptKeys.read(file), left);
  }

  @Test
  void theOnlyKeyIsNeverDestroyed() {
    ReceiptKeys keys = ReceiptKeys.create(random, START);
    assertThat(keys.destroyPseudonymKeys(Instant.MAX).targetKeyIds())
        .containsExactly(keys.targetKeyId());
  }

  @Test
  void rotationWithAClockThatWentBackIsRefused() {
    ReceiptKeys keys = ReceiptKeys.create(random, START);
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> keys.rotate(random, START.minusSeconds(1)))
        .withMessageContaining("clock");
  }

  @Test
  void fileThatOthersCanReadIsRefused() throws Exception {
    Path file = folder.resolve("keys.json");
    ReceiptKeys.readOrCreate(file, random, START);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertRefused(file, "chmod 600");
  }

  @Test
  void keysOutOfOrderAreRefused() throws Exception {
    Path file = folder.resolve("keys.json");
    ReceiptKeys.create(random, START).rotate(random, START.plus(YEAR)).write(file);
    rewrite(file, Files.readString(file).replace("2026-", "2028-"));
    assertRefused(file, "order");
  }

  @Test
  void setWithoutASecretIsRefused() throws Exception {
    Path file = folder.resolve("keys.json");
    ReceiptKeys keys = ReceiptKeys.readOrCreate(file, random, START);
    rewrite(file, keys.publicKeys());
    assertRefused(file, "no key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"keys\":[]}",
        "{\"keys\":[5]}",
        "{\"keys\":{}}",
        "{\"keys\":[],\"more\":1}",
        "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"c2VjcmV0\",\"created\":\"2026-01-01T00:00:00.000Z\"}]}",
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"c2VjcmV0\",\"x\":\"c2VjcmV0\"}]}"
      })
  void whatIsNoKeySetIsRefused(String text) throws Exception {
    Path file = folder.resolve("keys.json");
    rewrite(file, text);
    assertRefused(file, file.toString());
  }

  @Test
  void keysSurviveSerializationAndAreNeverPrinted() throws Exception {
    ReceiptKeys keys = ReceiptKeys.create(random, START);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(keys.rotate(random, START.plus(YEAR)));
      out.writeObject(keys);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(((ReceiptKeys) in.readObject()).targetKeyIds()).hasSize(2);
      assertSame((ReceiptKeys) in.readObject(), keys);
    }
    assertThat(keys).hasToString("ReceiptKeys[secret]");
  }

  private static void assertSame(ReceiptKeys one, ReceiptKeys other) {
    byte[] payload = {1, 2};
    assertThat(one.signer().sign("t", payload)).isEqualTo(other.signer().sign("t", payload));
    assertThat(one.target(PSEUDONYM)).isEqualTo(other.target(PSEUDONYM));
    assertThat(one.targetKeyIds()).isEqualTo(other.targetKeyIds());
    assertThat(one.publicKeys()).isEqualTo(other.publicKeys());
  }

  private static void rewrite(Path file, String text) throws Exception {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static void assertRefused(Path file, String word) {
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> ReceiptKeys.read(file))
        .withMessageContaining(word)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("c2VjcmV0"));
  }
}

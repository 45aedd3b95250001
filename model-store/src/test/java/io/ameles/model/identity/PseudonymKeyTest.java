package io.ameles.model.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymKeyTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @TempDir private Path folder;

  @Test
  void createdKeyIsReadableByItsOwnerOnlyAndReadAgain() throws Exception {
    Path file = folder.resolve("deeper").resolve("key");
    PseudonymKey created = PseudonymKey.readOrCreate(file, new SecureRandom());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).matches("[0-9a-f]{64}\n");
    assertThat(PseudonymKey.readOrCreate(file, new SecureRandom()).secret())
        .isEqualTo(created.secret());
    assertThat(PseudonymKey.read(file).secret()).isEqualTo(created.secret());
  }

  @Test
  void surroundingBlanksDoNotMatter() {
    assertThat(PseudonymKey.parse(" " + HEX.toUpperCase(Locale.ROOT) + "\n").secret())
        .isEqualTo(PseudonymKey.parse(HEX).secret());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c0ffee",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef01",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg"
      })
  void whatIsNoKeyIsRefusedWithoutBeingQuoted(String text) throws Exception {
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> PseudonymKey.parse(text))
        .satisfies(e -> assertRefusal(e, text));
    Path file = Files.writeString(folder.resolve("key"), text);
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> PseudonymKey.read(file))
        .satisfies(e -> assertRefusal(e, text));
  }

  @Test
  void missingFileIsToldByName() {
    Path file = folder.resolve("nowhere");
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> PseudonymKey.read(file))
        .withMessageContaining("nowhere")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws Exception {
    Path file = Files.write(folder.resolve("key"), new byte[] {(byte) 0xff, (byte) 0x80});
    assertThatExceptionOfType(AmelesException.class).isThrownBy(() -> PseudonymKey.read(file));
  }

  @Test
  void keyIsNeverPrinted() {
    assertThat(PseudonymKey.parse(HEX)).hasToString("PseudonymKey[secret]");
  }

  @Test
  void secretIsCopiedOut() {
    PseudonymKey key = PseudonymKey.parse(HEX);
    key.secret()[0] ^= 1;
    assertThat(key.secret()).isEqualTo(PseudonymKey.parse(HEX).secret());
  }

  private static void assertRefusal(AmelesException refusal, String text) {
    assertThat(refusal.code()).isEqualTo(ErrorCode.CONFIGURATION);
    StringWriter trace = new StringWriter();
    refusal.printStackTrace(new PrintWriter(trace));
    if (text.length() >= 6) {
      assertThat(trace.toString()).doesNotContain(text).doesNotContain(text.substring(0, 6));
    }
  }
}

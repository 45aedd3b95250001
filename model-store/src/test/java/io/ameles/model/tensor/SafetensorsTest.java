package io.ameles.model.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  private static final byte[] FILE =
      new Safetensors()
          .put("key", "v\u00e4lue")
          .put("f", new float[] {1, -0f, Float.NaN, 4, 5, 6}, 2, 3)
          .put("l", new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, 2)
          .put("none", new long[0], 0, 3)
          .toBytes();

  @Test
  void readsWhatItWrote() {
    Safetensors file = Safetensors.parse(FILE);
    assertThat(file.text("key")).isEqualTo("v\u00e4lue");
    assertThat(file.floats("f")).containsExactly(1, -0f, Float.NaN, 4, 5, 6);
    assertThat(file.longs("l")).containsExactly(Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(file.longs("none")).isEmpty();
  }

  @Test
  void laysOutTheBytesAsTheFormatSays() {
    ByteBuffer bytes = ByteBuffer.wrap(FILE).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) bytes.getLong();
    assertThat((Long.BYTES + header) % Long.BYTES).isZero();
    String json = new String(FILE, Long.BYTES, header, StandardCharsets.UTF_8);
    assertThat(json.strip())
        .isEqualTo(
            "{\"__metadata__\":{\"key\":\"v\u00e4lue\"},"
                + "\"f\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                + "\"l\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[24,40]},"
                + "\"none\":{\"dtype\":\"I64\",\"shape\":[0,3],\"data_offsets\":[40,40]}}");
    assertThat(FILE).hasSize(Long.BYTES + header + 40);
    assertThat(bytes.getFloat(Long.BYTES + header + 12)).isEqualTo(4);
    assertThat(bytes.getLong(Long.BYTES + header + 24)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void everyTruncationIsRefused() {
    for (int length = 0; length < FILE.length; length++) {
      assertCorrupt(Arrays.copyOf(FILE, length));
    }
  }

  @Test
  void sizesBeyondWhatAnArrayHoldsAreRefused() {
    Safetensors.requireFits(Integer.MAX_VALUE - 8L);
    for (long bytes : new long[] {Integer.MAX_VALUE - 7L, 1L << 32, Long.MAX_VALUE}) {
      assertThatExceptionOfType(AmelesException.class)
          .isThrownBy(() -> Safetensors.requireFits(bytes))
          .withMessageContaining(bytes + " bytes")
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE));
    }
  }

  @Test
  void bytesAfterTheEndAreRefused() {
    assertCorrupt(Arrays.copyOf(FILE, FILE.length + 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 100_000_001, Long.MIN_VALUE, Long.MAX_VALUE})
  void hostileHeaderLengthsAreRefused(long length) {
    byte[] bytes = FILE.clone();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
    assertCorrupt(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "{\"f\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
        "{\"f\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
        "{\"f\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-4,4]}}",
        "{\"f\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"f\":{\"dtype\":\"F32\",\"shape\":[2]}}",
      })
  void headersThatDoNotFitTheDataAreRefused(String json) {
    assertCorrupt(file(json, 8));
  }

  @Test
  void missingMetadataAndTensorsAreTold() {
    Safetensors file = Safetensors.parse(FILE);
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> file.text("other"))
        .withMessageContaining("other");
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> file.longs("other"))
        .withMessageContaining("other");
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> file.longs("f"))
        .withMessageContaining("I64");
  }

  private static byte[] file(String json, int data) {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + header.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  private static void assertCorrupt(byte[] bytes) {
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> Safetensors.parse(bytes))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE));
  }
}

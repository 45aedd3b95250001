package io.ameles.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SingleObjectCodecTest {
  private static final LabeledEvent EVENT =
      new LabeledEvent(
          "e-1",
          0,
          "s-1",
          "cat",
          "t-1",
          Instant.ofEpochMilli(1_700_000_000_000L),
          ByteBuffer.wrap(new byte[] {0, 0, (byte) 0x80, 0x3f}),
          null,
          null,
          ExampleUse.TRAIN);

  private final SingleObjectCodec<LabeledEvent> codec = SingleObjectCodec.of(LabeledEvent.class);

  @Test
  void readsWhatItWrote() throws Exception {
    assertThat(codec.decode(codec.encode(EVENT))).isEqualTo(EVENT);
  }

  @Test
  void nullAndEmptyValuesAreTold() {
    assertRefused(null, DeadLetterCode.NULL_VALUE);
    assertRefused(new byte[0], DeadLetterCode.EMPTY_VALUE);
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] encoded = codec.encode(EVENT);
    for (int length = 1; length < encoded.length; length++) {
      assertRefused(
          Arrays.copyOf(encoded, length),
          length < 10 ? DeadLetterCode.NOT_SINGLE_OBJECT : DeadLetterCode.MALFORMED_BODY);
    }
  }

  @Test
  void trailingBytesAreRefused() {
    byte[] encoded = codec.encode(EVENT);
    assertRefused(Arrays.copyOf(encoded, encoded.length + 1), DeadLetterCode.TRAILING_BYTES);
  }

  @Test
  void unknownFingerprintIsRefused() {
    byte[] encoded = codec.encode(EVENT);
    encoded[5] ^= 1;
    assertRefused(encoded, DeadLetterCode.UNKNOWN_SCHEMA);
  }

  @Test
  void hostileLengthsAreRefusedWithoutAllocatingThem() {
    byte[] header = Arrays.copyOf(codec.encode(EVENT), 10);
    for (long length : new long[] {-1, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE}) {
      ByteArrayOutputStream hostile = new ByteArrayOutputStream();
      hostile.writeBytes(header);
      writeVarint(length, hostile);
      assertRefused(hostile.toByteArray(), DeadLetterCode.MALFORMED_BODY);
    }
  }

  private static void writeVarint(long value, ByteArrayOutputStream out) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private void assertRefused(byte @Nullable [] value, DeadLetterCode code) {
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> codec.decode(value))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}

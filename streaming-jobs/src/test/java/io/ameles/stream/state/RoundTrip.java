package io.ameles.stream.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Checks that a codec reads what it wrote, and not a byte more or less. */
public final class RoundTrip {
  private RoundTrip() {}

  /** Writes and reads {@code value}. */
  public static <T> void check(Codec<T> codec, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    codec.write(value, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

    assertThat(codec.read(codec.version(), in)).isEqualTo(value);
    assertThat(in.available()).isZero();
  }
}

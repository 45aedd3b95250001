package io.ameles.stream.decode;

import io.ameles.model.identity.Pseudonym;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Format of {@link Pseudonym}: 16 bytes. */
public enum PseudonymCodec implements Codec<Pseudonym> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<Pseudonym> type() {
    return Pseudonym.class;
  }

  @Override
  public void write(Pseudonym value, DataOutput out) throws IOException {
    out.writeLong(value.high());
    out.writeLong(value.low());
  }

  @Override
  public Pseudonym read(int version, DataInput in) throws IOException {
    return new Pseudonym(in.readLong(), in.readLong());
  }

  static void writeOptional(@Nullable Pseudonym value, DataOutput out) throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      INSTANCE.write(value, out);
    }
  }

  static @Nullable Pseudonym readOptional(DataInput in) throws IOException {
    return in.readBoolean() ? INSTANCE.read(1, in) : null;
  }
}

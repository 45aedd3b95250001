package io.ameles.stream.metric;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link MeasuredFact}: its components in order. */
public enum MeasuredFactCodec implements Codec<MeasuredFact> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<MeasuredFact> type() {
    return MeasuredFact.class;
  }

  @Override
  public void write(MeasuredFact value, DataOutput out) throws IOException {
    out.writeLong(value.epoch());
    Codec.writeNullable(value.learner(), out);
    out.writeUTF(value.name());
    Codec.writeNullable(value.tag(), out);
    out.writeDouble(value.value());
    out.writeLong(value.measuredAt());
  }

  @Override
  public MeasuredFact read(int version, DataInput in) throws IOException {
    return new MeasuredFact(
        in.readLong(),
        Codec.readNullable(in),
        in.readUTF(),
        Codec.readNullable(in),
        in.readDouble(),
        in.readLong());
  }
}

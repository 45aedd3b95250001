package io.ameles.stream.topic;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link SourceTombstone}: partition, key. Never part of a checkpoint. */
public enum SourceTombstoneCodec implements Codec<SourceTombstone> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<SourceTombstone> type() {
    return SourceTombstone.class;
  }

  @Override
  public void write(SourceTombstone value, DataOutput out) throws IOException {
    out.writeInt(value.partition());
    Codec.writeBytes(value.key(), out);
  }

  @Override
  public SourceTombstone read(int version, DataInput in) throws IOException {
    return new SourceTombstone(in.readInt(), Codec.readBytes(in));
  }
}

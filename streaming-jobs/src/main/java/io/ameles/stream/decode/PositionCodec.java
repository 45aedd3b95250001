package io.ameles.stream.decode;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link Position}: partition, offset. */
public enum PositionCodec implements Codec<Position> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<Position> type() {
    return Position.class;
  }

  @Override
  public void write(Position value, DataOutput out) throws IOException {
    out.writeInt(value.partition());
    out.writeLong(value.offset());
  }

  @Override
  public Position read(int version, DataInput in) throws IOException {
    return new Position(in.readInt(), in.readLong());
  }
}

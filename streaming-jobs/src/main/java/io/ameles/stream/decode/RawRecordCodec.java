package io.ameles.stream.decode;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link RawRecord}: its components in order. */
public enum RawRecordCodec implements Codec<RawRecord> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<RawRecord> type() {
    return RawRecord.class;
  }

  @Override
  public void write(RawRecord value, DataOutput out) throws IOException {
    out.writeUTF(value.topic());
    PositionCodec.INSTANCE.write(value.position(), out);
    out.writeLong(value.recordedAt());
    out.writeInt(value.size());
    Codec.writeOptionalBytes(value.value(), out);
  }

  @Override
  public RawRecord read(int version, DataInput in) throws IOException {
    return new RawRecord(
        in.readUTF(),
        PositionCodec.INSTANCE.read(1, in),
        in.readLong(),
        in.readInt(),
        Codec.readOptionalBytes(in));
  }
}

package io.ameles.stream.decode;

import io.ameles.schema.DeadLetterCode;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link LostRecord}: its components in order, the code by name. */
public enum LostRecordCodec implements Codec<LostRecord> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<LostRecord> type() {
    return LostRecord.class;
  }

  @Override
  public void write(LostRecord value, DataOutput out) throws IOException {
    out.writeUTF(value.topic());
    PositionCodec.INSTANCE.write(value.position(), out);
    out.writeLong(value.recordedAt());
    out.writeUTF(value.code().name());
    out.writeUTF(value.message());
    out.writeInt(value.size());
    Codec.writeOptionalBytes(value.payload(), out);
  }

  @Override
  public LostRecord read(int version, DataInput in) throws IOException {
    return new LostRecord(
        in.readUTF(),
        PositionCodec.INSTANCE.read(1, in),
        in.readLong(),
        DeadLetterCode.valueOf(in.readUTF()),
        in.readUTF(),
        in.readInt(),
        Codec.readOptionalBytes(in));
  }
}

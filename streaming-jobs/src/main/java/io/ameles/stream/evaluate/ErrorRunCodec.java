package io.ameles.stream.evaluate;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;

/** Format of {@link ErrorRun}: its components in order, the bits from the lowest of each byte. */
enum ErrorRunCodec implements Codec<ErrorRun> {
  INSTANCE;

  @Override
  public Class<ErrorRun> type() {
    return ErrorRun.class;
  }

  @Override
  public void write(ErrorRun value, DataOutput out) throws IOException {
    out.writeUTF(value.learner());
    out.writeInt(value.count());
    Codec.writeBytes(value.wrong().toByteArray(), out);
    out.writeLong(value.epoch());
    out.writeDouble(value.removedShare());
  }

  @Override
  public ErrorRun read(int version, DataInput in) throws IOException {
    return new ErrorRun(
        in.readUTF(),
        in.readInt(),
        BitSet.valueOf(Codec.readBytes(in)),
        in.readLong(),
        in.readDouble());
  }
}

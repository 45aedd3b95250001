package io.ameles.stream.receipt;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link Extent}: its components in order. */
enum ExtentCodec implements Codec<Extent> {
  INSTANCE;

  @Override
  public Class<Extent> type() {
    return Extent.class;
  }

  @Override
  public void write(Extent value, DataOutput out) throws IOException {
    out.writeUTF(value.id());
    out.writeInt(value.index());
    out.writeInt(value.count());
    out.writeInt(value.answered());
    out.writeLong(value.subjects());
    out.writeUTF(value.root());
  }

  @Override
  public Extent read(int version, DataInput in) throws IOException {
    return new Extent(
        in.readUTF(), in.readInt(), in.readInt(), in.readInt(), in.readLong(), in.readUTF());
  }
}

package io.ameles.stream.learn;

import io.ameles.model.learn.Tile;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Format of {@link Tile}: whether dropped, count, number of sums, sums. */
public enum TileCodec implements Codec<Tile> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<Tile> type() {
    return Tile.class;
  }

  @Override
  public void write(Tile value, DataOutput out) throws IOException {
    out.writeBoolean(value.isDropped());
    out.writeLong(value.count());
    // As one array: a write per sum costs more than the addition that follows.
    ByteBuffer sums = ByteBuffer.allocate(value.length() * Long.BYTES);
    value.copyTo(sums.asLongBuffer());
    Codec.writeBytes(sums.array(), out);
  }

  @Override
  public Tile read(int version, DataInput in) throws IOException {
    boolean dropped = in.readBoolean();
    long count = in.readLong();
    ByteBuffer bytes = ByteBuffer.wrap(Codec.readBytes(in));
    if (dropped) {
      return Tile.DROPPED;
    }
    long[] sums = new long[bytes.remaining() / Long.BYTES];
    bytes.asLongBuffer().get(sums);
    return sums.length == 0 ? Tile.ZERO : Tile.of(count, sums);
  }
}

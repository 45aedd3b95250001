package io.ameles.stream.learn;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link TileKey}: its components in order. */
public enum TileKeyCodec implements Codec<TileKey> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<TileKey> type() {
    return TileKey.class;
  }

  @Override
  public void write(TileKey value, DataOutput out) throws IOException {
    out.writeUTF(value.learner());
    out.writeUTF(value.tile());
  }

  @Override
  public TileKey read(int version, DataInput in) throws IOException {
    return new TileKey(in.readUTF(), in.readUTF());
  }
}

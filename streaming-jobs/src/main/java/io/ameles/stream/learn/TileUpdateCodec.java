package io.ameles.stream.learn;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link TileUpdate}: its components in order. */
public enum TileUpdateCodec implements Codec<TileUpdate> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<TileUpdate> type() {
    return TileUpdate.class;
  }

  @Override
  public void write(TileUpdate value, DataOutput out) throws IOException {
    TileKeyCodec.INSTANCE.write(value.key(), out);
    TileCodec.INSTANCE.write(value.tile(), out);
  }

  @Override
  public TileUpdate read(int version, DataInput in) throws IOException {
    return new TileUpdate(TileKeyCodec.INSTANCE.read(1, in), TileCodec.INSTANCE.read(1, in));
  }
}

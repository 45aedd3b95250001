package io.ameles.stream.ledger;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link Tombstone}: its components in order. */
enum TombstoneCodec implements Codec<Tombstone> {
  INSTANCE;

  @Override
  public Class<Tombstone> type() {
    return Tombstone.class;
  }

  @Override
  public void write(Tombstone value, DataOutput out) throws IOException {
    out.writeLong(value.cutoff());
    out.writeBoolean(value.permanent());
  }

  @Override
  public Tombstone read(int version, DataInput in) throws IOException {
    return new Tombstone(in.readLong(), in.readBoolean());
  }
}

package io.ameles.stream.ledger;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link Held}: the requester. */
enum HeldCodec implements Codec<Held> {
  INSTANCE;

  @Override
  public Class<Held> type() {
    return Held.class;
  }

  @Override
  public void write(Held value, DataOutput out) throws IOException {
    out.writeUTF(value.requester());
  }

  @Override
  public Held read(int version, DataInput in) throws IOException {
    return new Held(in.readUTF());
  }
}

package io.ameles.stream.topic;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link Outgoing}: key, value. */
public enum OutgoingCodec implements Codec<Outgoing> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<Outgoing> type() {
    return Outgoing.class;
  }

  @Override
  public void write(Outgoing value, DataOutput out) throws IOException {
    Codec.writeOptionalBytes(value.key(), out);
    Codec.writeBytes(value.value(), out);
  }

  @Override
  public Outgoing read(int version, DataInput in) throws IOException {
    return new Outgoing(Codec.readOptionalBytes(in), Codec.readBytes(in));
  }
}

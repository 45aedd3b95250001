package io.ameles.stream.receipt;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/** Format of {@link Countdown}: its components in order, times in milliseconds. */
enum CountdownCodec implements Codec<Countdown> {
  INSTANCE;

  @Override
  public Class<Countdown> type() {
    return Countdown.class;
  }

  @Override
  public void write(Countdown value, DataOutput out) throws IOException {
    out.writeUTF(value.clock());
    out.writeLong(value.startedAt().toEpochMilli());
    out.writeLong(value.deadline().toEpochMilli());
    out.writeBoolean(value.extended());
    out.writeUTF(value.warned().name());
  }

  @Override
  public Countdown read(int version, DataInput in) throws IOException {
    return new Countdown(
        in.readUTF(),
        Instant.ofEpochMilli(in.readLong()),
        Instant.ofEpochMilli(in.readLong()),
        in.readBoolean(),
        Countdown.Warning.valueOf(in.readUTF()));
  }
}

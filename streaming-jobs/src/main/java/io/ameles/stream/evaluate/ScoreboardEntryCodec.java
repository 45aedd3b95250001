package io.ameles.stream.evaluate;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link Scoreboard.Entry}: its components in order, the subject by name. */
enum ScoreboardEntryCodec implements Codec<Scoreboard.Entry> {
  INSTANCE;

  @Override
  public Class<Scoreboard.Entry> type() {
    return Scoreboard.Entry.class;
  }

  @Override
  public void write(Scoreboard.Entry value, DataOutput out) throws IOException {
    out.writeUTF(value.line().learner());
    out.writeUTF(value.line().subject().name());
    out.writeUTF(value.line().tag());
    out.writeLong(value.counts().scored());
    out.writeLong(value.counts().correct());
  }

  @Override
  public Scoreboard.Entry read(int version, DataInput in) throws IOException {
    return new Scoreboard.Entry(
        new Scoreboard.Line(in.readUTF(), Scoreboard.Subject.valueOf(in.readUTF()), in.readUTF()),
        new Scoreboard.Counts(in.readLong(), in.readLong()));
  }
}

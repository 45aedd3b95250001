package io.ameles.stream.evaluate;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link Score}: its components in order. */
enum ScoreCodec implements Codec<Score> {
  INSTANCE;

  @Override
  public Class<Score> type() {
    return Score.class;
  }

  @Override
  public void write(Score value, DataOutput out) throws IOException {
    out.writeUTF(value.learner());
    out.writeUTF(value.label());
    Codec.writeNullable(value.task(), out);
    out.writeLong(value.scored());
    out.writeLong(value.correct());
    out.writeBoolean(value.known());
  }

  @Override
  public Score read(int version, DataInput in) throws IOException {
    return new Score(
        in.readUTF(),
        in.readUTF(),
        Codec.readNullable(in),
        in.readLong(),
        in.readLong(),
        in.readBoolean());
  }
}

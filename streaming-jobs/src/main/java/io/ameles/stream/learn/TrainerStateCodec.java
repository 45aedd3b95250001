package io.ameles.stream.learn;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link TrainerState}: its components in order. */
enum TrainerStateCodec implements Codec<TrainerState> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<TrainerState> type() {
    return TrainerState.class;
  }

  @Override
  public void write(TrainerState value, DataOutput out) throws IOException {
    out.writeUTF(value.learner());
    Codec.writeBytes(value.snapshot(), out);
  }

  @Override
  public TrainerState read(int version, DataInput in) throws IOException {
    return new TrainerState(in.readUTF(), Codec.readBytes(in));
  }
}

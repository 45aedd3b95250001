package io.ameles.stream.drift.input;

import io.ameles.model.drift.input.InputWatchState;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link InputWatchState}: its own. */
enum InputWatchCodec implements Codec<InputWatchState> {
  INSTANCE;

  @Override
  public Class<InputWatchState> type() {
    return InputWatchState.class;
  }

  @Override
  public void write(InputWatchState value, DataOutput out) throws IOException {
    value.writeTo(out);
  }

  @Override
  public InputWatchState read(int version, DataInput in) throws IOException {
    return InputWatchState.readFrom(in);
  }
}

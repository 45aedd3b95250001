package io.ameles.stream.receipt;

import io.ameles.stream.decode.PseudonymCodec;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link Answer}: its components in order. */
enum AnswerCodec implements Codec<Answer> {
  INSTANCE;

  @Override
  public Class<Answer> type() {
    return Answer.class;
  }

  @Override
  public void write(Answer value, DataOutput out) throws IOException {
    PseudonymCodec.INSTANCE.write(value.fingerprint(), out);
    out.writeLong(value.sequence());
    out.writeLong(value.removed());
  }

  @Override
  public Answer read(int version, DataInput in) throws IOException {
    return new Answer(PseudonymCodec.INSTANCE.read(1, in), in.readLong(), in.readLong());
  }
}

package io.ameles.stream.ledger;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link EvaluationChange}: its components in order. */
public enum EvaluationChangeCodec implements Codec<EvaluationChange> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<EvaluationChange> type() {
    return EvaluationChange.class;
  }

  @Override
  public void write(EvaluationChange value, DataOutput out) throws IOException {
    ChangeCodec.INSTANCE.write(value.change(), out);
    out.writeBoolean(value.correction());
  }

  @Override
  public EvaluationChange read(int version, DataInput in) throws IOException {
    return new EvaluationChange(ChangeCodec.INSTANCE.read(1, in), in.readBoolean());
  }
}

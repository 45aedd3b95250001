package io.ameles.stream.holdout;

import io.ameles.stream.ledger.EvaluationChangeCodec;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link HoldoutFact}: one byte for the kind, then the components in order. */
public enum HoldoutFactCodec implements Codec<HoldoutFact> {
  /** The codec. */
  INSTANCE;

  private static final int CHANGED = 1;
  private static final int SEEN = 2;
  private static final int OUTCOME = 3;
  private static final int DELETED = 4;

  @Override
  public Class<HoldoutFact> type() {
    return HoldoutFact.class;
  }

  @Override
  public void write(HoldoutFact value, DataOutput out) throws IOException {
    if (value instanceof HoldoutFact.Changed changed) {
      out.writeByte(CHANGED);
      EvaluationChangeCodec.INSTANCE.write(changed.change(), out);
    } else if (value instanceof HoldoutFact.Seen seen) {
      out.writeByte(SEEN);
      TagCodec.INSTANCE.write(seen.tag(), out);
      out.writeLong(seen.since());
      out.writeLong(seen.until());
    } else if (value instanceof HoldoutFact.Outcome outcome) {
      out.writeByte(OUTCOME);
      out.writeUTF(outcome.learner());
      TagCodec.INSTANCE.write(outcome.tag(), out);
      out.writeLong(outcome.scored());
      out.writeLong(outcome.correct());
    } else if (value instanceof HoldoutFact.Deleted deleted) {
      out.writeByte(DELETED);
      TagCodec.INSTANCE.write(deleted.tag(), out);
      out.writeLong(deleted.cutoff());
      out.writeLong(deleted.newest());
    }
  }

  @Override
  public HoldoutFact read(int version, DataInput in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case CHANGED -> new HoldoutFact.Changed(EvaluationChangeCodec.INSTANCE.read(1, in));
      case SEEN ->
          new HoldoutFact.Seen(TagCodec.INSTANCE.read(1, in), in.readLong(), in.readLong());
      case OUTCOME ->
          new HoldoutFact.Outcome(
              in.readUTF(), TagCodec.INSTANCE.read(1, in), in.readLong(), in.readLong());
      case DELETED ->
          new HoldoutFact.Deleted(TagCodec.INSTANCE.read(1, in), in.readLong(), in.readLong());
      default -> throw new IOException("unknown kind of holdout fact: " + kind);
    };
  }
}

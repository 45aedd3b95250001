package io.ameles.stream.ledger;

import io.ameles.model.Contribution;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.schema.DeletionScope;
import io.ameles.stream.decode.PositionCodec;
import io.ameles.stream.decode.PseudonymCodec;
import io.ameles.stream.decode.UseCodec;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Format of {@link Change}: the sign for an example, 0 for a whole scope, 2 for a deletion, then
 * the components.
 */
public enum ChangeCodec implements Codec<Change> {
  /** The codec. */
  INSTANCE;

  private static final int WHOLE = 0;
  private static final int DELETED = 2;

  @Override
  public Class<Change> type() {
    return Change.class;
  }

  @Override
  public void write(Change value, DataOutput out) throws IOException {
    if (value instanceof Change.Example example) {
      Contribution contribution = example.contribution();
      out.writeByte(contribution.sign());
      PseudonymCodec.INSTANCE.write(example.subject(), out);
      PseudonymCodec.INSTANCE.write(example.example(), out);
      UseCodec.INSTANCE.write(example.use(), out);
      out.writeLong(example.occurredAt());
      out.writeUTF(contribution.label());
      Codec.writeNullable(contribution.task(), out);
      contribution.vector().writeTo(out);
    } else if (value instanceof Change.Whole whole) {
      out.writeByte(WHOLE);
      out.writeUTF(whole.scope().name());
      out.writeUTF(whole.target());
    } else if (value instanceof Change.Deleted deleted) {
      out.writeByte(DELETED);
      PositionCodec.INSTANCE.write(deleted.position(), out);
      out.writeUTF(deleted.requestId());
      out.writeUTF(deleted.scope().name());
      out.writeUTF(deleted.target());
    }
  }

  @Override
  public Change read(int version, DataInput in) throws IOException {
    int sign = in.readByte();
    if (sign == WHOLE) {
      return new Change.Whole(DeletionScope.valueOf(in.readUTF()), in.readUTF());
    }
    if (sign == DELETED) {
      return new Change.Deleted(
          PositionCodec.INSTANCE.read(1, in),
          in.readUTF(),
          DeletionScope.valueOf(in.readUTF()),
          in.readUTF());
    }
    return new Change.Example(
        PseudonymCodec.INSTANCE.read(1, in),
        PseudonymCodec.INSTANCE.read(1, in),
        UseCodec.INSTANCE.read(1, in),
        in.readLong(),
        new Contribution(in.readUTF(), Codec.readNullable(in), QuantizedVector.readFrom(in), sign));
  }
}

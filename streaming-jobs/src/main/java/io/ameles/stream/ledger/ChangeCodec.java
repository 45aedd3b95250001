package io.ameles.stream.ledger;

import io.ameles.model.Contribution;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.schema.DeletionScope;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link Change}: the sign for an example, 0 for a whole scope, then the components. */
public enum ChangeCodec implements Codec<Change> {
  /** The codec. */
  INSTANCE;

  private static final int WHOLE = 0;

  @Override
  public Class<Change> type() {
    return Change.class;
  }

  @Override
  public void write(Change value, DataOutput out) throws IOException {
    if (value instanceof Change.Example example) {
      Contribution contribution = example.contribution();
      out.writeByte(contribution.sign());
      out.writeUTF(contribution.label());
      Codec.writeNullable(contribution.task(), out);
      contribution.vector().writeTo(out);
    } else if (value instanceof Change.Whole whole) {
      out.writeByte(WHOLE);
      out.writeUTF(whole.scope().name());
      out.writeUTF(whole.target());
    }
  }

  @Override
  public Change read(int version, DataInput in) throws IOException {
    int sign = in.readByte();
    if (sign == WHOLE) {
      return new Change.Whole(DeletionScope.valueOf(in.readUTF()), in.readUTF());
    }
    return new Change.Example(
        new Contribution(in.readUTF(), Codec.readNullable(in), QuantizedVector.readFrom(in), sign));
  }
}

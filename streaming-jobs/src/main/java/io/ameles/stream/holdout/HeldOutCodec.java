package io.ameles.stream.holdout;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.stream.decode.PseudonymCodec;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;

/** Format of {@link HeldOut}: its components in order, the bits from the lowest of each byte. */
enum HeldOutCodec implements Codec<HeldOut> {
  INSTANCE;

  @Override
  public Class<HeldOut> type() {
    return HeldOut.class;
  }

  @Override
  public void write(HeldOut value, DataOutput out) throws IOException {
    PseudonymCodec.INSTANCE.write(value.key().subject(), out);
    PseudonymCodec.INSTANCE.write(value.key().example(), out);
    out.writeUTF(value.label());
    Codec.writeNullable(value.task(), out);
    value.vector().writeTo(out);
    BitSet correct = value.correct();
    Codec.writeOptionalBytes(correct == null ? null : correct.toByteArray(), out);
  }

  @Override
  public HeldOut read(int version, DataInput in) throws IOException {
    HoldoutKey key =
        new HoldoutKey(PseudonymCodec.INSTANCE.read(1, in), PseudonymCodec.INSTANCE.read(1, in));
    String label = in.readUTF();
    String task = Codec.readNullable(in);
    QuantizedVector vector = QuantizedVector.readFrom(in);
    byte[] correct = Codec.readOptionalBytes(in);
    return new HeldOut(key, label, task, vector, correct == null ? null : BitSet.valueOf(correct));
  }
}

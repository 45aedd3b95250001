package io.ameles.stream.decode;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link Arrival}: its components in order. */
public enum ArrivalCodec implements Codec<Arrival> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<Arrival> type() {
    return Arrival.class;
  }

  @Override
  public void write(Arrival value, DataOutput out) throws IOException {
    PseudonymCodec.INSTANCE.write(value.subject(), out);
    PseudonymCodec.INSTANCE.write(value.example(), out);
    out.writeInt(value.revision());
    PositionCodec.INSTANCE.write(value.position(), out);
    out.writeLong(value.recordedAt());
    out.writeLong(value.occurredAt());
    out.writeUTF(value.label());
    Codec.writeNullable(value.task(), out);
    UseCodec.INSTANCE.write(value.use(), out);
    value.vector().writeTo(out);
    PseudonymCodec.writeOptional(value.contentDigest(), out);
  }

  @Override
  public Arrival read(int version, DataInput in) throws IOException {
    return new Arrival(
        PseudonymCodec.INSTANCE.read(1, in),
        PseudonymCodec.INSTANCE.read(1, in),
        in.readInt(),
        PositionCodec.INSTANCE.read(1, in),
        in.readLong(),
        in.readLong(),
        in.readUTF(),
        Codec.readNullable(in),
        UseCodec.INSTANCE.read(1, in),
        QuantizedVector.readFrom(in),
        PseudonymCodec.readOptional(in));
  }
}

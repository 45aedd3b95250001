package io.ameles.stream.ledger;

import io.ameles.stream.decode.PositionCodec;
import io.ameles.stream.decode.UseCodec;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link Entry}: its components in order. */
enum EntryCodec implements Codec<Entry> {
  INSTANCE;

  @Override
  public Class<Entry> type() {
    return Entry.class;
  }

  @Override
  public void write(Entry value, DataOutput out) throws IOException {
    out.writeInt(value.revision());
    PositionCodec.INSTANCE.write(value.position(), out);
    out.writeLong(value.occurredAt());
    Codec.writeNullable(value.label(), out);
    Codec.writeNullable(value.task(), out);
    UseCodec.writeOptional(value.use(), out);
  }

  @Override
  public Entry read(int version, DataInput in) throws IOException {
    return new Entry(
        in.readInt(),
        PositionCodec.INSTANCE.read(1, in),
        in.readLong(),
        Codec.readNullable(in),
        Codec.readNullable(in),
        UseCodec.readOptional(in));
  }
}

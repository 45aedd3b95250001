package io.ameles.stream.receipt;

import io.ameles.schema.ReceiptStatus;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Format of {@link Batch}: its components in order, parts by index, the status by name. */
enum BatchCodec implements Codec<Batch> {
  INSTANCE;

  @Override
  public Class<Batch> type() {
    return Batch.class;
  }

  @Override
  public void write(Batch value, DataOutput out) throws IOException {
    out.writeUTF(value.key().requester());
    out.writeUTF(value.key().id());
    out.writeInt(value.count());
    out.writeInt(value.parts().size());
    for (var part : value.parts().entrySet()) {
      out.writeInt(part.getKey());
      write(part.getValue(), out);
    }
    CountdownCodec.INSTANCE.write(value.countdown(), out);
    out.writeBoolean(value.reported());
  }

  private static void write(Batch.Part part, DataOutput out) throws IOException {
    out.writeUTF(part.status().name());
    out.writeLong(part.removed());
    CaseCodec.writeCount(part.erased(), out);
    out.writeLong(part.subjects());
    out.writeUTF(part.root());
  }

  @Override
  public Batch read(int version, DataInput in) throws IOException {
    Batch.Key key = new Batch.Key(in.readUTF(), in.readUTF());
    int count = in.readInt();
    SortedMap<Integer, Batch.Part> parts = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      parts.put(in.readInt(), part(in));
    }
    return new Batch(key, count, parts, CountdownCodec.INSTANCE.read(1, in), in.readBoolean());
  }

  private static Batch.Part part(DataInput in) throws IOException {
    return new Batch.Part(
        ReceiptStatus.valueOf(in.readUTF()),
        in.readLong(),
        CaseCodec.readCount(in),
        in.readLong(),
        in.readUTF());
  }
}

package io.ameles.stream.decode;

import io.ameles.schema.DeletionScope;
import io.ameles.schema.RequestAction;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link Deletion.Request}: its components in order, the scope by name. */
public enum RequestCodec implements Codec<Deletion.Request> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<Deletion.Request> type() {
    return Deletion.Request.class;
  }

  @Override
  public void write(Deletion.Request value, DataOutput out) throws IOException {
    out.writeUTF(value.id());
    PositionCodec.INSTANCE.write(value.position(), out);
    out.writeUTF(value.scope().name());
    out.writeUTF(value.target());
    out.writeBoolean(value.permanent());
    out.writeLong(value.requestedAt());
    out.writeLong(value.acceptedAt());
    PseudonymCodec.INSTANCE.write(value.fingerprint(), out);
    write(value.terms(), out);
  }

  private static void write(Deletion.Terms terms, DataOutput out) throws IOException {
    out.writeUTF(terms.action().name());
    out.writeUTF(terms.requester());
    out.writeUTF(terms.problem());
    out.writeUTF(terms.regulation());
    out.writeLong(terms.receivedAt());
    out.writeInt(terms.subjects());
    Deletion.Part bulk = terms.bulk();
    out.writeBoolean(bulk != null);
    if (bulk != null) {
      out.writeUTF(bulk.id());
      out.writeInt(bulk.index());
      out.writeInt(bulk.count());
    }
    out.writeLong(terms.mostRemoved());
  }

  @Override
  public Deletion.Request read(int version, DataInput in) throws IOException {
    return new Deletion.Request(
        in.readUTF(),
        PositionCodec.INSTANCE.read(1, in),
        DeletionScope.valueOf(in.readUTF()),
        in.readUTF(),
        in.readBoolean(),
        in.readLong(),
        in.readLong(),
        PseudonymCodec.INSTANCE.read(1, in),
        terms(in));
  }

  private static Deletion.Terms terms(DataInput in) throws IOException {
    return new Deletion.Terms(
        RequestAction.valueOf(in.readUTF()),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readLong(),
        in.readInt(),
        in.readBoolean() ? new Deletion.Part(in.readUTF(), in.readInt(), in.readInt()) : null,
        in.readLong());
  }
}

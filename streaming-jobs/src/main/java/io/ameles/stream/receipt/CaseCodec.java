package io.ameles.stream.receipt;

import io.ameles.schema.ReceiptStage;
import io.ameles.schema.ReceiptStatus;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.RequestCodec;
import io.ameles.stream.ledger.Outcome;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Format of {@link Case}: its components in order, enumerations by name. */
enum CaseCodec implements Codec<Case> {
  INSTANCE;

  @Override
  public Class<Case> type() {
    return Case.class;
  }

  @Override
  public void write(Case value, DataOutput out) throws IOException {
    out.writeLong(value.number());
    RequestCodec.INSTANCE.write(value.request(), out);
    out.writeUTF(value.stage().name());
    out.writeUTF(value.status().name());
    out.writeLong(value.removed());
    out.writeInt(value.refusals().size());
    for (Outcome.Refused refused : value.refusals()) {
      out.writeUTF(refused.target());
      out.writeUTF(refused.code());
      out.writeUTF(refused.message());
    }
    Extent extent = value.extent();
    out.writeBoolean(extent != null);
    if (extent != null) {
      ExtentCodec.INSTANCE.write(extent, out);
    }
    writeCount(value.erased(), out);
    out.writeUTF(value.confirmedBy());
    CountdownCodec.INSTANCE.write(value.countdown(), out);
    out.writeLong(value.epoch());
  }

  @Override
  public Case read(int version, DataInput in) throws IOException {
    long number = in.readLong();
    Deletion.Request request = RequestCodec.INSTANCE.read(1, in);
    ReceiptStage stage = ReceiptStage.valueOf(in.readUTF());
    ReceiptStatus status = ReceiptStatus.valueOf(in.readUTF());
    long removed = in.readLong();
    List<Outcome.Refused> refusals = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      refusals.add(new Outcome.Refused(in.readUTF(), in.readUTF(), in.readUTF()));
    }
    return new Case(
        number,
        request,
        stage,
        status,
        removed,
        refusals,
        in.readBoolean() ? ExtentCodec.INSTANCE.read(1, in) : null,
        readCount(in),
        in.readUTF(),
        CountdownCodec.INSTANCE.read(1, in),
        in.readLong());
  }

  /** Writes a number that may be absent. */
  static void writeCount(@Nullable Long count, DataOutput out) throws IOException {
    out.writeBoolean(count != null);
    if (count != null) {
      out.writeLong(count);
    }
  }

  /** Reads what {@link #writeCount} wrote. */
  static @Nullable Long readCount(DataInput in) throws IOException {
    return in.readBoolean() ? Long.valueOf(in.readLong()) : null;
  }
}

package io.ameles.stream.decode;

import io.ameles.model.encode.RgbImage;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link LedgerInput}: one byte for the kind, then the components in order. */
public enum LedgerInputCodec implements Codec<LedgerInput> {
  /** The codec. */
  INSTANCE;

  private static final int ARRIVAL = 1;
  private static final int DELETION = 2;
  private static final int EXPIRY = 3;
  private static final int IMAGE_ARRIVAL = 4;

  @Override
  public Class<LedgerInput> type() {
    return LedgerInput.class;
  }

  @Override
  public void write(LedgerInput value, DataOutput out) throws IOException {
    if (value instanceof Arrival arrival) {
      out.writeByte(ARRIVAL);
      ArrivalCodec.INSTANCE.write(arrival, out);
    } else if (value instanceof Deletion deletion) {
      out.writeByte(DELETION);
      RequestCodec.INSTANCE.write(deletion.request(), out);
      PseudonymCodec.writeOptional(deletion.subject(), out);
      Codec.writeAll(deletion.examples(), PseudonymCodec.INSTANCE, out);
      Codec.writeAll(deletion.brought(), ArrivalCodec.INSTANCE, out);
    } else if (value instanceof Expiry expiry) {
      out.writeByte(EXPIRY);
      out.writeLong(expiry.cutoff());
    } else if (value instanceof ImageArrival arrival) {
      out.writeByte(IMAGE_ARRIVAL);
      ArrivalCodec.INSTANCE.write(arrival.event(), out);
      out.writeInt(arrival.image().height());
      out.writeInt(arrival.image().width());
      Codec.writeBytes(arrival.image().toBytes(), out);
    }
  }

  @Override
  public LedgerInput read(int version, DataInput in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case ARRIVAL -> ArrivalCodec.INSTANCE.read(1, in);
      case DELETION ->
          new Deletion(
              RequestCodec.INSTANCE.read(1, in),
              PseudonymCodec.readOptional(in),
              Codec.readAll(PseudonymCodec.INSTANCE, 1, in),
              Codec.readAll(ArrivalCodec.INSTANCE, 1, in));
      case EXPIRY -> new Expiry(in.readLong());
      case IMAGE_ARRIVAL ->
          new ImageArrival(
              ArrivalCodec.INSTANCE.read(1, in),
              RgbImage.of(in.readInt(), in.readInt(), Codec.readBytes(in)));
      default -> throw new IOException("unknown kind of ledger input: " + kind);
    };
  }
}

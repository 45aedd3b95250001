package io.ameles.stream.receipt;

import io.ameles.model.receipt.MerkleFrontier;
import io.ameles.stream.state.BytesCodec;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link ReceiptBook}: size and subtrees of the log, digests, count. */
enum ReceiptBookCodec implements Codec<ReceiptBook> {
  INSTANCE;

  @Override
  public Class<ReceiptBook> type() {
    return ReceiptBook.class;
  }

  @Override
  public void write(ReceiptBook value, DataOutput out) throws IOException {
    out.writeLong(value.log().size());
    Codec.writeAll(value.log().roots(), BytesCodec.INSTANCE, out);
    AppliedEpochCodec.writeDigests(value.stateDigests(), out);
    out.writeLong(value.abandoned());
  }

  @Override
  public ReceiptBook read(int version, DataInput in) throws IOException {
    return new ReceiptBook(
        new MerkleFrontier(in.readLong(), Codec.readAll(BytesCodec.INSTANCE, 1, in)),
        AppliedEpochCodec.readDigests(in),
        in.readLong());
  }
}

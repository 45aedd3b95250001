package io.ameles.stream.receipt;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Format of {@link ReceiptBook}: its components in order. */
enum ReceiptBookCodec implements Codec<ReceiptBook> {
  INSTANCE;

  @Override
  public Class<ReceiptBook> type() {
    return ReceiptBook.class;
  }

  @Override
  public void write(ReceiptBook value, DataOutput out) throws IOException {
    out.writeLong(value.nextSequence());
    out.writeInt(value.stateDigests().size());
    for (var digest : value.stateDigests().entrySet()) {
      out.writeUTF(digest.getKey());
      out.writeUTF(digest.getValue());
    }
  }

  @Override
  public ReceiptBook read(int version, DataInput in) throws IOException {
    long next = in.readLong();
    SortedMap<String, String> digests = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      digests.put(in.readUTF(), in.readUTF());
    }
    return new ReceiptBook(next, digests);
  }
}

package io.ameles.stream.receipt;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Format of {@link AppliedEpoch}: its components in order. */
enum AppliedEpochCodec implements Codec<AppliedEpoch> {
  INSTANCE;

  @Override
  public Class<AppliedEpoch> type() {
    return AppliedEpoch.class;
  }

  @Override
  public void write(AppliedEpoch value, DataOutput out) throws IOException {
    out.writeLong(value.epoch());
    out.writeLong(value.closedAt());
    writeDigests(value.before(), out);
    writeDigests(value.after(), out);
  }

  @Override
  public AppliedEpoch read(int version, DataInput in) throws IOException {
    return new AppliedEpoch(in.readLong(), in.readLong(), readDigests(in), readDigests(in));
  }

  /** Writes state digests by learner. */
  static void writeDigests(SortedMap<String, String> digests, DataOutput out) throws IOException {
    out.writeInt(digests.size());
    for (var digest : digests.entrySet()) {
      out.writeUTF(digest.getKey());
      out.writeUTF(digest.getValue());
    }
  }

  /** Reads what {@link #writeDigests} wrote. */
  static SortedMap<String, String> readDigests(DataInput in) throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      digests.put(in.readUTF(), in.readUTF());
    }
    return digests;
  }
}

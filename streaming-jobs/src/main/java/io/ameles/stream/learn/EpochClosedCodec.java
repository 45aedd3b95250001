package io.ameles.stream.learn;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Format of {@link EpochClosed}: its components in order. */
public enum EpochClosedCodec implements Codec<EpochClosed> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<EpochClosed> type() {
    return EpochClosed.class;
  }

  @Override
  public void write(EpochClosed value, DataOutput out) throws IOException {
    out.writeLong(value.epoch());
    out.writeLong(value.closedAt());
    out.writeInt(value.stateDigests().size());
    for (var digest : value.stateDigests().entrySet()) {
      out.writeUTF(digest.getKey());
      out.writeUTF(digest.getValue());
    }
  }

  @Override
  public EpochClosed read(int version, DataInput in) throws IOException {
    long epoch = in.readLong();
    long closedAt = in.readLong();
    SortedMap<String, String> digests = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      digests.put(in.readUTF(), in.readUTF());
    }
    return new EpochClosed(epoch, closedAt, digests);
  }
}

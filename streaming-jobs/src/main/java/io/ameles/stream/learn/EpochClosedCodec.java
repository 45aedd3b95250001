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
    out.writeInt(value.offsets().size());
    for (var topic : value.offsets().entrySet()) {
      out.writeUTF(topic.getKey());
      out.writeInt(topic.getValue().size());
      for (var offset : topic.getValue().entrySet()) {
        out.writeInt(offset.getKey());
        out.writeLong(offset.getValue());
      }
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
    SortedMap<String, SortedMap<Integer, Long>> offsets = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      offsets.put(in.readUTF(), byPartition(in));
    }
    return new EpochClosed(epoch, closedAt, digests, offsets);
  }

  private static SortedMap<Integer, Long> byPartition(DataInput in) throws IOException {
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      offsets.put(in.readInt(), in.readLong());
    }
    return offsets;
  }
}

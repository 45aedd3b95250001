package io.ameles.stream.learn;

import io.ameles.stream.decode.ProgressCodec;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Format of {@link History}: its components in order. */
public enum HistoryCodec implements Codec<History> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<History> type() {
    return History.class;
  }

  @Override
  public void write(History value, DataOutput out) throws IOException {
    out.writeUTF(value.setup());
    writeOptional(value.parent(), out);
    out.writeInt(value.offsets().size());
    for (var topic : value.offsets().entrySet()) {
      out.writeUTF(topic.getKey());
      ProgressCodec.writeOffsets(topic.getValue(), out);
    }
    ProgressCodec.writeCounts(value.counts(), out);
    out.writeLong(value.live());
    out.writeLong(value.evaluation());
    writeOptional(value.retentionCutoff(), out);
    writeOptional(value.cleanSince(), out);
    Codec.writeNullable(value.arithmetic(), out);
  }

  @Override
  public History read(int version, DataInput in) throws IOException {
    String setup = in.readUTF();
    Long parent = readOptional(in);
    SortedMap<String, SortedMap<Integer, Long>> offsets = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      offsets.put(in.readUTF(), ProgressCodec.readOffsets(in));
    }
    return new History(
        setup,
        parent,
        offsets,
        ProgressCodec.readCounts(in),
        in.readLong(),
        in.readLong(),
        readOptional(in),
        readOptional(in),
        Codec.readNullable(in));
  }

  private static void writeOptional(@Nullable Long value, DataOutput out) throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      out.writeLong(value);
    }
  }

  private static @Nullable Long readOptional(DataInput in) throws IOException {
    return in.readBoolean() ? in.readLong() : null;
  }
}

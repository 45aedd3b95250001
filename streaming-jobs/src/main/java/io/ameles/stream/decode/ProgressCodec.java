package io.ameles.stream.decode;

import io.ameles.model.version.Manifest;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Format of {@link Progress}: its components in order. */
public enum ProgressCodec implements Codec<Progress> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<Progress> type() {
    return Progress.class;
  }

  @Override
  public void write(Progress value, DataOutput out) throws IOException {
    out.writeUTF(value.topic());
    writeOffsets(value.next(), out);
    writeCounts(value.counts(), out);
    Codec.writeNullable(value.arithmetic(), out);
  }

  @Override
  public Progress read(int version, DataInput in) throws IOException {
    return new Progress(in.readUTF(), readOffsets(in), readCounts(in), Codec.readNullable(in));
  }

  /** Writes an offset per partition. */
  public static void writeOffsets(SortedMap<Integer, Long> offsets, DataOutput out)
      throws IOException {
    out.writeInt(offsets.size());
    for (var entry : offsets.entrySet()) {
      out.writeInt(entry.getKey());
      out.writeLong(entry.getValue());
    }
  }

  /** Reads what {@link #writeOffsets} wrote. */
  public static SortedMap<Integer, Long> readOffsets(DataInput in) throws IOException {
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      offsets.put(in.readInt(), in.readLong());
    }
    return offsets;
  }

  /** Writes the eight counts. */
  public static void writeCounts(Manifest.Accounting counts, DataOutput out) throws IOException {
    out.writeLong(counts.received());
    out.writeLong(counts.learned());
    out.writeLong(counts.duplicates());
    out.writeLong(counts.covered());
    out.writeLong(counts.deadLetters());
    out.writeLong(counts.forgotten());
    out.writeLong(counts.deletionsReceived());
    out.writeLong(counts.deletionDeadLetters());
  }

  /** Reads what {@link #writeCounts} wrote. */
  public static Manifest.Accounting readCounts(DataInput in) throws IOException {
    return new Manifest.Accounting(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }
}

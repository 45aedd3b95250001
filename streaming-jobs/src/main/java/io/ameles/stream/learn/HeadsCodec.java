package io.ameles.stream.learn;

import io.ameles.model.head.Head;
import io.ameles.model.head.HeadKind;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Format of {@link Heads}: epoch, then per learner its name and its head as a file, then the share.
 */
public enum HeadsCodec implements Codec<Heads> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<Heads> type() {
    return Heads.class;
  }

  @Override
  public void write(Heads value, DataOutput out) throws IOException {
    out.writeLong(value.epoch());
    out.writeInt(value.byLearner().size());
    for (var entry : value.byLearner().entrySet()) {
      out.writeUTF(entry.getKey());
      Codec.writeBytes(HeadKind.toBytes(entry.getValue()), out);
    }
    out.writeDouble(value.removedShare());
  }

  @Override
  public Heads read(int version, DataInput in) throws IOException {
    long epoch = in.readLong();
    SortedMap<String, Head> heads = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      heads.put(in.readUTF(), HeadKind.parse(Codec.readBytes(in)));
    }
    return new Heads(epoch, heads, in.readDouble());
  }
}

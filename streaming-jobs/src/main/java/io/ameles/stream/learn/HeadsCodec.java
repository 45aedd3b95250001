package io.ameles.stream.learn;

import io.ameles.model.learn.LinearHead;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Format of {@link Heads}: epoch, then per learner name, dimension, labels, weights, biases. */
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
      writeHead(entry.getValue(), out);
    }
  }

  @Override
  public Heads read(int version, DataInput in) throws IOException {
    long epoch = in.readLong();
    SortedMap<String, LinearHead> heads = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      heads.put(in.readUTF(), readHead(in));
    }
    return new Heads(epoch, heads);
  }

  private static void writeHead(LinearHead head, DataOutput out) throws IOException {
    out.writeInt(head.dimension());
    out.writeInt(head.labels().size());
    for (String label : head.labels()) {
      out.writeUTF(label);
    }
    writeFloats(head.weights(), out);
    writeFloats(head.biases(), out);
  }

  private static LinearHead readHead(DataInput in) throws IOException {
    int dimension = in.readInt();
    List<String> labels = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      labels.add(in.readUTF());
    }
    return LinearHead.of(labels, dimension, readFloats(in), readFloats(in));
  }

  private static void writeFloats(float[] values, DataOutput out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    Codec.writeBytes(bytes.array(), out);
  }

  private static float[] readFloats(DataInput in) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Codec.readBytes(in));
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }
}

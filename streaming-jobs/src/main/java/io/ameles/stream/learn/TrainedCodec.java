package io.ameles.stream.learn;

import io.ameles.model.head.HeadKind;
import io.ameles.model.learn.Solution;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Format of {@link Trained}: the name, the head as a file, the facts. */
public enum TrainedCodec implements Codec<Trained> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<Trained> type() {
    return Trained.class;
  }

  @Override
  public void write(Trained value, DataOutput out) throws IOException {
    out.writeUTF(value.learner());
    Codec.writeBytes(HeadKind.toBytes(value.solution().head()), out);
    out.writeInt(value.solution().facts().size());
    for (var fact : value.solution().facts().entrySet()) {
      out.writeUTF(fact.getKey());
      out.writeDouble(fact.getValue());
    }
  }

  @Override
  public Trained read(int version, DataInput in) throws IOException {
    String learner = in.readUTF();
    byte[] head = Codec.readBytes(in);
    SortedMap<String, Double> facts = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      facts.put(in.readUTF(), in.readDouble());
    }
    return new Trained(learner, new Solution(HeadKind.parse(head), facts));
  }
}

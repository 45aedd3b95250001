package io.ameles.stream.learn;

import io.ameles.model.version.Draft;
import io.ameles.model.version.LearnerSnapshot;
import io.ameles.model.version.Manifest;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Format of {@link Draft}: the manifest as JSON, then every learner's safetensors bytes. */
public enum DraftCodec implements Codec<Draft> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<Draft> type() {
    return Draft.class;
  }

  @Override
  public void write(Draft value, DataOutput out) throws IOException {
    Codec.writeBytes(value.manifest().toJson().getBytes(StandardCharsets.UTF_8), out);
    out.writeInt(value.learners().size());
    for (LearnerSnapshot learner : value.learners()) {
      Codec.writeBytes(learner.toBytes(), out);
    }
  }

  @Override
  public Draft read(int version, DataInput in) throws IOException {
    String json = new String(Codec.readBytes(in), StandardCharsets.UTF_8);
    List<LearnerSnapshot> learners = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      learners.add(LearnerSnapshot.parse(Codec.readBytes(in)));
    }
    return new Draft(Manifest.parse(json, "a draft"), learners);
  }
}

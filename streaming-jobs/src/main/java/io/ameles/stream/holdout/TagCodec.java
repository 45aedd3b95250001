package io.ameles.stream.holdout;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link Tag}: whether it is a task, then its name. */
enum TagCodec implements Codec<Tag> {
  INSTANCE;

  @Override
  public Class<Tag> type() {
    return Tag.class;
  }

  @Override
  public void write(Tag value, DataOutput out) throws IOException {
    out.writeBoolean(value.kind() == Tag.Kind.TASK);
    out.writeUTF(value.name());
  }

  @Override
  public Tag read(int version, DataInput in) throws IOException {
    return new Tag(in.readBoolean() ? Tag.Kind.TASK : Tag.Kind.LABEL, in.readUTF());
  }
}

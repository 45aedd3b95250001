package io.ameles.stream.ledger;

import io.ameles.schema.DeletionScope;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link TagDeletion}: its components in order. */
public enum TagDeletionCodec implements Codec<TagDeletion> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<TagDeletion> type() {
    return TagDeletion.class;
  }

  @Override
  public void write(TagDeletion value, DataOutput out) throws IOException {
    out.writeUTF(value.scope().name());
    out.writeUTF(value.target());
    out.writeLong(value.cutoff());
    out.writeLong(value.newest());
  }

  @Override
  public TagDeletion read(int version, DataInput in) throws IOException {
    return new TagDeletion(
        DeletionScope.valueOf(in.readUTF()), in.readUTF(), in.readLong(), in.readLong());
  }
}

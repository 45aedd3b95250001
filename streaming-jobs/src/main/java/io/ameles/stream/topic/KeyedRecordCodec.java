package io.ameles.stream.topic;

import io.ameles.stream.decode.RawRecordCodec;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link KeyedRecord}: key, content. Never part of a checkpoint. */
public enum KeyedRecordCodec implements Codec<KeyedRecord> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<KeyedRecord> type() {
    return KeyedRecord.class;
  }

  @Override
  public void write(KeyedRecord value, DataOutput out) throws IOException {
    Codec.writeOptionalBytes(value.key(), out);
    RawRecordCodec.INSTANCE.write(value.content(), out);
  }

  @Override
  public KeyedRecord read(int version, DataInput in) throws IOException {
    return new KeyedRecord(Codec.readOptionalBytes(in), RawRecordCodec.INSTANCE.read(1, in));
  }
}

package io.ameles.stream.ledger;

import io.ameles.stream.decode.ProgressCodec;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link Sources}: an offset per partition. */
enum SourcesCodec implements Codec<Sources> {
  INSTANCE;

  @Override
  public Class<Sources> type() {
    return Sources.class;
  }

  @Override
  public void write(Sources value, DataOutput out) throws IOException {
    ProgressCodec.writeOffsets(value.newest(), out);
  }

  @Override
  public Sources read(int version, DataInput in) throws IOException {
    return new Sources(ProgressCodec.readOffsets(in));
  }
}

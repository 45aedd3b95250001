package io.ameles.stream.state;

import io.ameles.stream.topic.Outgoing;
import io.ameles.stream.topic.OutgoingCodec;
import io.ameles.stream.topic.SourceTombstone;
import io.ameles.stream.topic.SourceTombstoneCodec;
import java.util.List;

class StateFormatTest extends FormatContract {
  @Override
  protected List<Samples<?>> samples() {
    return List.of(
        Samples.of(BytesCodec.INSTANCE, new byte[] {1, -1}, new byte[0]),
        Samples.of(
            OutgoingCodec.INSTANCE,
            new Outgoing(new byte[] {1, 2}, new byte[] {-1}),
            new Outgoing(new byte[0], new byte[0])),
        Samples.of(
            SourceTombstoneCodec.INSTANCE,
            new SourceTombstone(3, new byte[] {1, -2}),
            new SourceTombstone(0, new byte[0])));
  }
}

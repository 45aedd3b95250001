package io.ameles.stream.state;

import io.ameles.stream.topic.Outgoing;
import io.ameles.stream.topic.OutgoingCodec;
import java.util.List;

class StateFormatTest extends FormatContract {
  @Override
  protected List<Samples<?>> samples() {
    return List.of(
        Samples.of(BytesCodec.INSTANCE, new byte[] {1, -1}, new byte[0]),
        Samples.of(
            OutgoingCodec.INSTANCE,
            new Outgoing(new byte[] {1, 2}, new byte[] {-1}),
            new Outgoing(new byte[0], new byte[0])));
  }
}

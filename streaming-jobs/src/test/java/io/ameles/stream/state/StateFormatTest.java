package io.ameles.stream.state;

import io.ameles.stream.decode.Position;
import io.ameles.stream.decode.RawRecord;
import io.ameles.stream.topic.KeyedRecord;
import io.ameles.stream.topic.KeyedRecordCodec;
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
            new Outgoing(new byte[0], new byte[0]),
            new Outgoing(null, new byte[] {3})),
        Samples.of(
            KeyedRecordCodec.INSTANCE,
            new KeyedRecord(
                new byte[] {1, -2},
                new RawRecord("t", new Position(1, 2), 3, 2, new byte[] {4, 5})),
            new KeyedRecord(null, new RawRecord("t", new Position(0, 0), 3, -1, null))),
        Samples.of(
            SourceTombstoneCodec.INSTANCE,
            new SourceTombstone(3, new byte[] {1, -2}),
            new SourceTombstone(0, new byte[0])));
  }
}

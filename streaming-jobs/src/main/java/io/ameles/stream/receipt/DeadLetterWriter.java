package io.ameles.stream.receipt;

import io.ameles.schema.DeadLetter;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.decode.LostRecord;
import io.ameles.stream.topic.Outgoing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Turns lost records into dead letters, keyed by their code. */
public final class DeadLetterWriter extends RichMapFunction<LostRecord, Outgoing> {
  private static final long serialVersionUID = 1L;

  private transient SingleObjectCodec<DeadLetter> codec;

  @Override
  public void open(OpenContext context) {
    codec = SingleObjectCodec.of(DeadLetter.class);
  }

  @Override
  public Outgoing map(LostRecord lost) {
    byte[] payload = lost.payload();
    DeadLetter letter =
        new DeadLetter(
            lost.topic(),
            lost.position().partition(),
            lost.position().offset(),
            Instant.ofEpochMilli(lost.recordedAt()),
            lost.code().name(),
            lost.message(),
            lost.size(),
            payload == null ? null : ByteBuffer.wrap(payload));
    return new Outgoing(lost.code().name().getBytes(StandardCharsets.UTF_8), codec.encode(letter));
  }
}

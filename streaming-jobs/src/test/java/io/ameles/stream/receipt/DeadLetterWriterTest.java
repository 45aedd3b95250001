package io.ameles.stream.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.schema.DeadLetter;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.LostRecord;
import io.ameles.stream.decode.Position;
import io.ameles.stream.topic.Outgoing;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLetterWriterTest {
  @Test
  void letterSaysWhereWhatAndWhy() throws Exception {
    assertThat(written(null))
        .isEqualTo(
            new DeadLetter(
                Fixtures.EVENTS_TOPIC,
                3,
                14L,
                Instant.ofEpochMilli(Fixtures.RECORDED_AT),
                "TOO_LARGE",
                "send less",
                99,
                null));
  }

  @Test
  void payloadGoesAlongOnlyIfItWasKept() throws Exception {
    assertThat(written(new byte[] {1, 2}).getPayload())
        .isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
  }

  private static DeadLetter written(byte @Nullable [] payload) throws Exception {
    LostRecord lost =
        new LostRecord(
            Fixtures.EVENTS_TOPIC,
            new Position(3, 14),
            Fixtures.RECORDED_AT,
            DeadLetterCode.TOO_LARGE,
            "send less",
            99,
            payload);
    try (var harness =
        new OneInputStreamOperatorTestHarness<>(new StreamMap<>(new DeadLetterWriter()))) {
      harness.open();
      harness.processElement(new StreamRecord<>(lost));
      Outgoing sent = harness.extractOutputValues().get(0);
      assertThat(new String(sent.key(), UTF_8)).isEqualTo("TOO_LARGE");
      return SingleObjectCodec.of(DeadLetter.class).decode(sent.value());
    }
  }
}

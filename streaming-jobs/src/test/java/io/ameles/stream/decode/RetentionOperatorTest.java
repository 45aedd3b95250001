package io.ameles.stream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.stream.Barriers;
import io.ameles.stream.Fixtures;
import io.ameles.stream.state.CodecSerializer;
import java.time.Duration;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionOperatorTest {
  private static final Duration RETENTION = Duration.ofSeconds(1);
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final long START = 5_000;

  private final OneInputStreamOperatorTestHarness<LedgerInput, LedgerInput> harness;

  RetentionOperatorTest() throws Exception {
    harness = new OneInputStreamOperatorTestHarness<>(new RetentionOperator(RETENTION, EVERY));
  }

  @BeforeEach
  void open() throws Exception {
    harness.setup(new CodecSerializer<>(LedgerInputCodec.INSTANCE));
    harness.getProcessingTimeService().setCurrentTime(START);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void expiryIsSaidAtStartAndThenRegularly() throws Exception {
    harness.setProcessingTime(START);
    harness.setProcessingTime(START + 99);
    harness.setProcessingTime(START + 100);
    harness.setProcessingTime(START + 200);

    assertThat(harness.extractOutputValues())
        .containsExactly(new Expiry(4_000), new Expiry(4_100), new Expiry(4_200));
  }

  @Test
  void deletionsPassThrough() throws Exception {
    Deletion deletion = Fixtures.deleteLabel("cat").build();
    harness.processElement(new StreamRecord<>(deletion));

    assertThat(harness.extractOutputValues()).containsExactly(deletion);
  }

  @Test
  void nothingIsKept() throws Exception {
    assertThat(Barriers.pass(harness, 1).hasState()).isFalse();
  }
}

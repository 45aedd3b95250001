package io.ameles.stream.decode;

import java.time.Duration;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds the passing of time to the deletions that concern everybody: at start and then regularly, an
 * {@link Expiry} of what is older than the retention. Needs no state, because cutoffs only grow and
 * the ledger keeps the highest.
 */
public final class RetentionOperator extends AbstractStreamOperator<LedgerInput>
    implements OneInputStreamOperator<LedgerInput, LedgerInput> {
  private static final long serialVersionUID = 1L;

  private final Duration retention;
  private final Duration every;

  /**
   * @param retention how long an example is kept after it occurred
   * @param every how often to look
   */
  public RetentionOperator(Duration retention, Duration every) {
    this.retention = retention;
    this.every = every;
  }

  @Override
  public void open() throws Exception {
    super.open();
    schedule(getProcessingTimeService().getCurrentProcessingTime());
  }

  private void schedule(long time) {
    var unused = getProcessingTimeService().registerTimer(time, this::expire);
  }

  private void expire(long time) {
    output.collect(new StreamRecord<>(new Expiry(time - retention.toMillis())));
    schedule(time + every.toMillis());
  }

  @Override
  public void processElement(StreamRecord<LedgerInput> element) {
    output.collect(element);
  }
}

package io.ameles.stream.state;

import java.time.Duration;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/**
 * Says when a micro-batch is due: when it is full, or when its first element has waited long
 * enough. The operator also flushes before every barrier and at the end of its input, so that no
 * checkpoint ever holds a buffered element.
 *
 * <p>NOT thread-safe: used by the task's thread only, timers included.
 */
public final class FlinkFlushTrigger {
  private final int maxSize;
  private final long maxWaitMillis;
  private final ProcessingTimeService time;
  private final Runnable flush;
  private int size;
  private boolean timerSet;

  /**
   * @param maxSize elements of a full batch
   * @param maxWait how long a lone element may wait
   * @param time the operator's
   * @param flush empties the batch; called with at least one element in it
   */
  public FlinkFlushTrigger(
      int maxSize, Duration maxWait, ProcessingTimeService time, Runnable flush) {
    this.maxSize = maxSize;
    this.maxWaitMillis = maxWait.toMillis();
    this.time = time;
    this.flush = flush;
  }

  /** One element was added. */
  public void added() {
    size++;
    if (size >= maxSize) {
      flushNow();
    } else if (!timerSet) {
      // One timer at a time, left to run out: cheaper than one per batch when batches fill quickly.
      timerSet = true;
      var unused =
          time.registerTimer(time.getCurrentProcessingTime() + maxWaitMillis, this::onTimer);
    }
  }

  /** Empties the batch if there is anything in it. */
  public void flushNow() {
    if (size > 0) {
      size = 0;
      flush.run();
    }
  }

  private void onTimer(long timestamp) {
    timerSet = false;
    flushNow();
  }
}

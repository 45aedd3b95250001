package io.ameles.stream.receipt;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How pending requests stand, for those who watch.
 *
 * @param pending requests that are not sealed yet; parts count, wholes do not
 * @param held of them that wait to be confirmed
 * @param atRisk of them whose deadline is near
 * @param overdue whose deadline is over, given up ones among them
 * @param oldest when the clock of the oldest pending one started; null if none is pending
 */
record Standing(long pending, long held, long atRisk, long overdue, @Nullable Instant oldest) {
  static final Standing NONE = new Standing(0, 0, 0, 0, null);

  static Standing of(Docket docket, ReceiptBook book) {
    long pending = 0;
    long held = 0;
    long atRisk = 0;
    long overdue = book.abandoned();
    Instant oldest = null;
    for (Case one : docket.cases()) {
      if (!one.isWhole()) {
        pending++;
        held += one.isHeld() ? 1 : 0;
        atRisk += one.countdown().warned() == Countdown.Warning.AT_RISK ? 1 : 0;
        overdue += one.countdown().warned() == Countdown.Warning.OVERDUE ? 1 : 0;
        Instant started = one.countdown().startedAt();
        oldest = oldest == null || started.isBefore(oldest) ? started : oldest;
      }
    }
    return new Standing(pending, held, atRisk, overdue, oldest);
  }

  /** Seconds since then; 0 if none is pending. */
  long oldestSeconds(Instant now) {
    return oldest == null ? 0 : Math.max(0, now.getEpochSecond() - oldest.getEpochSecond());
  }
}

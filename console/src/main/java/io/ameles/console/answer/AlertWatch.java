package io.ameles.console.answer;

import io.ameles.client.alert.Alert;
import io.ameles.console.picture.Picture;
import io.ameles.console.tail.Lookout;
import io.ameles.console.tail.Tail;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks every second which conditions hold, whether somebody looks or not, so that each has held
 * since it began and not since somebody looked. Before everything that was measured until the start
 * has been read there are none: on the way there the newest fact is an old one. Thread-safe.
 */
public final class AlertWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);

  private final Picture picture;
  private final Tail tail;
  private final Lookout lookout;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "console-alerts");
            made.setDaemon(true);
            return made;
          });
  private volatile List<Alert> alerts = List.of();

  private AlertWatch(Picture picture, Tail tail, Lookout lookout, Clock clock) {
    this.picture = picture;
    this.tail = tail;
    this.lookout = lookout;
    this.clock = clock;
  }

  /**
   * Begins to check.
   *
   * @param tail that fills {@code picture}
   */
  public static AlertWatch start(Picture picture, Tail tail, Lookout lookout, Clock clock) {
    AlertWatch watch = new AlertWatch(picture, tail, lookout, clock);
    var unused = watch.thread.scheduleWithFixedDelay(watch::check, 0, 1, TimeUnit.SECONDS);
    return watch;
  }

  private void check() {
    try {
      if (tail.hasReadMetrics()) {
        Instant now = clock.instant();
        SortedMap<String, Long> lag = lookout.lag();
        alerts =
            picture.look(
                books -> {
                  lag.forEach((topic, records) -> books.alerts().takeLag(topic, records, now));
                  return books.alerts().alerts(now);
                });
      }
    } catch (RuntimeException e) { // one that escapes would end the checks
      LOG.warn("Conditions could not be checked: {}", e.getClass().getSimpleName());
    }
  }

  /** The conditions that held a second ago at most. */
  public List<Alert> alerts() {
    return alerts;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

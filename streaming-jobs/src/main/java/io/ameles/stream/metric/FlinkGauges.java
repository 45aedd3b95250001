package io.ameles.stream.metric;

import io.ameles.schema.metric.MetricCatalog;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * The newest value of every fact, as gauges {@code ameles[.learner.<learner>][.tag.<tag>].<name>}.
 * Reporters that know labels have the learner and the tag as labels.
 *
 * <p>NOT thread-safe, but for the gauges, which reporters read whenever they like.
 */
final class FlinkGauges {
  /** Tags per name that get gauges. */
  static final int TAGS = 200;

  private final MetricGroup group;
  private final BoundedTags tags = new BoundedTags(TAGS);
  private final Map<Line, Cell> cells = new HashMap<>();
  private final AtomicLong leftOut = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();
  private final AtomicLong completedAt;

  private record Line(@Nullable String learner, String name, @Nullable String tag) {}

  private static final class Cell implements Gauge<Double> {
    private volatile double value;

    @Override
    public Double getValue() {
      return value;
    }
  }

  /**
   * @param operator whose gauges they are
   * @param clock milliseconds since 1970; read by reporters' threads as well
   */
  FlinkGauges(MetricGroup operator, LongSupplier clock) {
    group = operator.addGroup("ameles");
    completedAt = new AtomicLong(clock.getAsLong());
    Gauge<Long> notShown = leftOut::get;
    Gauge<Long> notKnown = unknown::get;
    Gauge<Double> age = () -> (clock.getAsLong() - completedAt.get()) / 1e3;
    group.gauge("metrics.left-out", notShown);
    group.gauge("metrics.unknown", notKnown);
    group.gauge("checkpoint.age-seconds", age);
  }

  void checkpointCompleted(long now) {
    completedAt.set(now);
  }

  /** A name that is not in the catalogue is counted: gauges of made-up names have no bound. */
  void show(MeasuredFact fact) {
    if (MetricCatalog.find(fact.name()).isEmpty()) {
      unknown.incrementAndGet();
      return;
    }
    if (!tags.admits(fact.name(), fact.tag())) {
      leftOut.incrementAndGet();
      return;
    }
    Line line = new Line(fact.learner(), fact.name(), fact.tag());
    Cell cell = cells.get(line);
    if (cell == null) {
      cell = new Cell();
      cell.value = fact.value(); // before anybody can read it
      cells.put(line, cell);
      groupOf(line).gauge(fact.name(), cell);
    }
    cell.value = fact.value();
  }

  private MetricGroup groupOf(Line line) {
    MetricGroup inner = line.learner() == null ? group : group.addGroup("learner", line.learner());
    return line.tag() == null ? inner : inner.addGroup("tag", line.tag());
  }
}

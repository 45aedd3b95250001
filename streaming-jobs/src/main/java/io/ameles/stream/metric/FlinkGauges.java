package io.ameles.stream.metric;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
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
  /** How many facts have no gauge because their name has too many tags, since the start. */
  static final String LEFT_OUT = "metrics.left-out";

  /** Tags per name that get gauges. */
  static final int TAGS = 200;

  private final MetricGroup group;
  private final BoundedTags tags = new BoundedTags(TAGS);
  private final Map<Line, Cell> cells = new HashMap<>();
  private final AtomicLong leftOut = new AtomicLong();

  private record Line(@Nullable String learner, String name, @Nullable String tag) {}

  private static final class Cell implements Gauge<Double> {
    private volatile double value;

    @Override
    public Double getValue() {
      return value;
    }
  }

  FlinkGauges(MetricGroup operator) {
    group = operator.addGroup("ameles");
    Gauge<Long> count = leftOut::get;
    group.gauge(LEFT_OUT, count);
  }

  void show(MeasuredFact fact) {
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

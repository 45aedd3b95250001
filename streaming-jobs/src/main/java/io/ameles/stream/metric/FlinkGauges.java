package io.ameles.stream.metric;

import io.ameles.schema.metric.MetricCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * The newest value of every fact, as gauges {@code ameles[.learner.<learner>][.tag.<tag>].<name>}.
 * Reporters that know labels have the learner and the tag as labels.
 *
 * <p>The engine takes no single gauge back, but a group with everything in it ({@link
 * AbstractMetricGroup#close()}); after that a group of the same name begins anew. So what is to
 * stay of a group is registered once more. What the engine keeps of a closed group is an empty
 * object with its name, in memory, until the job ends.
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

  private record Line(@Nullable String learner, String name, @Nullable String tag) {
    Line group() {
      return new Line(learner, "", tag);
    }
  }

  private static final class Cell implements Gauge<Double> {
    private volatile double value;
    private long epoch;

    void set(MeasuredFact fact) {
      value = fact.value();
      epoch = fact.epoch();
    }

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
      cell.set(fact); // before anybody can read it
      cells.put(line, cell);
      groupOf(line).gauge(fact.name(), cell);
    }
    cell.set(fact);
  }

  /**
   * Takes back the gauges of a label or task, but for those of facts of the same epoch: they are
   * about what came after it was forgotten.
   */
  void forget(MeasuredFact forgotten) {
    Map<Line, List<Line>> byGroup = new HashMap<>();
    cells.forEach(
        (line, cell) -> {
          if (isOf(forgotten, line) && cell.epoch < forgotten.epoch()) {
            byGroup.computeIfAbsent(line.group(), first -> new ArrayList<>()).add(line);
          }
        });
    byGroup.forEach(this::takeBack);
  }

  private static boolean isOf(MeasuredFact forgotten, Line line) {
    boolean everyones = forgotten.learner() == null || line.learner() == null;
    return Objects.equals(forgotten.tag(), line.tag())
        && (everyones || Objects.equals(forgotten.learner(), line.learner()))
        && MetricCatalog.find(line.name()).filter(forgotten::isAbout).isPresent();
  }

  private void takeBack(Line from, List<Line> lines) {
    lines.forEach(line -> Objects.requireNonNull(cells.get(line)).value = Double.NaN);
    if (!(groupOf(from) instanceof AbstractMetricGroup<?> closing)) {
      return; // with another engine, which cannot take it back
    }
    closing.close();
    cells.keySet().removeAll(lines);
    lines.forEach(this::release);
    MetricGroup anew = groupOf(from);
    cells.forEach(
        (line, cell) -> {
          if (line.group().equals(from)) {
            anew.gauge(line.name(), cell);
          }
        });
  }

  private void release(Line gone) {
    boolean others =
        cells.keySet().stream()
            .anyMatch(
                line -> line.name().equals(gone.name()) && Objects.equals(line.tag(), gone.tag()));
    if (!others) {
      tags.release(gone.name(), Objects.requireNonNull(gone.tag()));
    }
  }

  private MetricGroup groupOf(Line line) {
    MetricGroup inner = line.learner() == null ? group : group.addGroup("learner", line.learner());
    return line.tag() == null ? inner : inner.addGroup("tag", line.tag());
  }
}

package io.ameles.stream.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class FlinkGaugesTest {
  private final Map<String, Gauge<?>> registered = new TreeMap<>();
  private long now = 5_000;
  private final FlinkGauges gauges = new FlinkGauges(new RecordingGroup(registered, ""), () -> now);

  @Test
  void gaugeHasTheNewestValueAndItsLearnerAndTagAsScope() {
    gauges.show(new MeasuredFact(1, "ridge", "accuracy.label", "cat", 0.5, 0));
    gauges.show(new MeasuredFact(2, "ridge", "accuracy.label", "cat", 0.75, 0));
    gauges.show(new MeasuredFact(2, "wide", "accuracy.label", "cat", 0.25, 0));
    gauges.show(MeasuredFact.ofLearner(2, "ridge", "learner.condition", 3, 0));
    gauges.show(MeasuredFact.ofJob(2, "events.received", 9, 0));

    assertThat(values())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ameles.learner=ridge.tag=cat.accuracy.label", 0.75,
                "ameles.learner=wide.tag=cat.accuracy.label", 0.25,
                "ameles.learner=ridge.learner.condition", 3.0,
                "ameles.events.received", 9.0,
                "ameles.metrics.left-out", 0.0,
                "ameles.metrics.unknown", 0.0,
                "ameles.checkpoint.age-seconds", 0.0));
  }

  @Test
  void gaugesOfANameAreBoundedHoweverManyLabelsThereAre() {
    for (int label = 0; label < 10_000; label++) {
      gauges.show(new MeasuredFact(1, "ridge", "accuracy.label", "label-" + label, 0.5, 0));
      gauges.show(new MeasuredFact(1, "wide", "accuracy.label", "label-" + label, 0.5, 0));
    }
    gauges.show(new MeasuredFact(2, "ridge", "accuracy.label", "label-199", 0.75, 0));
    gauges.show(new MeasuredFact(2, "ridge", "accuracy.label", "label-200", 0.75, 0));
    gauges.show(new MeasuredFact(2, "ridge", "accuracy.task", "zoo", 0.5, 0));

    assertThat(registered).hasSize(2 * FlinkGauges.TAGS + 4);
    assertThat(values())
        .containsEntry("ameles.learner=ridge.tag=label-199.accuracy.label", 0.75)
        .containsEntry("ameles.learner=ridge.tag=zoo.accuracy.task", 0.5)
        .containsEntry("ameles.metrics.left-out", 2.0 * (10_000 - FlinkGauges.TAGS) + 1);
  }

  @Test
  void nameThatIsNotInTheCatalogueIsCountedAndHasNoGauge() {
    gauges.show(MeasuredFact.ofJob(1, "made.up", 1, 0));
    gauges.show(MeasuredFact.ofJob(2, "made.up.too", 1, 0));

    assertThat(values()).containsEntry("ameles.metrics.unknown", 2.0).hasSize(3);
  }

  @Test
  void ageIsThatOfTheCheckpointCompletedLastWheneverSomebodyAsks() {
    now = 9_000;
    assertThat(values()).containsEntry("ameles.checkpoint.age-seconds", 4.0);
    gauges.checkpointCompleted(8_500);
    assertThat(values()).containsEntry("ameles.checkpoint.age-seconds", 0.5);
  }

  /** No engine is known that could not; if one cannot, at least no value is shown. */
  @Test
  void aForgottenGaugeThatCannotBeTakenBackHasNoValueUntilItIsMeasuredAgain() {
    gauges.show(new MeasuredFact(1, "ridge", "accuracy.label", "cat", 0.5, 0));
    gauges.forget(MeasuredFact.forgotten(2, "ridge", false, "cat", 0));
    assertThat(values()).containsEntry("ameles.learner=ridge.tag=cat.accuracy.label", Double.NaN);
    gauges.show(new MeasuredFact(3, "ridge", "accuracy.label", "cat", 0.25, 0));
    assertThat(values()).containsEntry("ameles.learner=ridge.tag=cat.accuracy.label", 0.25);
  }

  private Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>();
    registered.forEach(
        (name, gauge) -> values.put(name, ((Number) gauge.getValue()).doubleValue()));
    return values;
  }

  /** Takes down what is registered, and refuses what the engine would ignore with a warning. */
  private static final class RecordingGroup extends UnregisteredMetricsGroup {
    private final Map<String, Gauge<?>> registered;
    private final String scope;

    RecordingGroup(Map<String, Gauge<?>> registered, String scope) {
      this.registered = registered;
      this.scope = scope;
    }

    @Override
    public MetricGroup addGroup(String name) {
      return new RecordingGroup(registered, scope + name + ".");
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new RecordingGroup(registered, scope + key + "=" + value + ".");
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      assertThat(registered.put(scope + name, gauge)).as(scope + name).isNull();
      return gauge;
    }
  }
}

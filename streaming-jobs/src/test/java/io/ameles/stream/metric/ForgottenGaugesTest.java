package io.ameles.stream.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.metrics.groups.GenericMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is forgotten is shown no longer; the groups are the engine's own. */
class ForgottenGaugesTest {
  private final Map<String, Gauge<?>> shown = new TreeMap<>();
  private final TestingMetricRegistry registry =
      TestingMetricRegistry.builder()
          .setRegisterConsumer(
              (metric, name, group) ->
                  assertThat(shown.put(group.getMetricIdentifier(name), (Gauge<?>) metric))
                      .as(group.getMetricIdentifier(name))
                      .isNull())
          .setUnregisterConsumer(
              (metric, name, group) -> {
                String full = group.getMetricIdentifier(name);
                assertThat(shown.remove(full)).as(full).isSameAs(metric);
              })
          .build();
  private final FlinkGauges gauges =
      new FlinkGauges(new GenericMetricGroup(registry, null, "measure"), () -> 0);

  @Test
  void theNameOfADeletedLabelIsShownNowhere() {
    show(1, "ridge", "accuracy.label", "cat", 0.5);
    show(1, "wide", "accuracy.label", "cat", 0.5);
    show(1, "wide", "drift.moved.label", "cat", 0.5);
    show(1, null, "drift.input.moved.label", "cat", 0.5);
    show(1, "ridge", "holdout.row", "cat", 0);
    show(1, "ridge", "accuracy.label", "dog", 0.25);
    gauges.forget(MeasuredFact.forgotten(2, null, false, "cat", 0));

    assertThat(tagged())
        .containsExactlyEntriesOf(
            Map.of("measure.ameles.learner.ridge.tag.dog.accuracy.label", 0.25));
  }

  @Test
  void aTaskOrADimensionOfTheSameNameGoesOn() {
    show(1, "ridge", "accuracy.label", "0", 0.5);
    show(1, "ridge", "accuracy.task", "0", 0.5);
    show(1, null, "drift.input.moved.label", "0", 0.5);
    show(1, null, "drift.input.moved.dimension", "0", 0.5);
    gauges.forget(MeasuredFact.forgotten(2, null, false, "0", 0));
    show(3, "ridge", "accuracy.task", "0", 0.75);
    show(3, null, "drift.input.moved.dimension", "0", 0.75);

    assertThat(tagged())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "measure.ameles.learner.ridge.tag.0.accuracy.task", 0.75,
                "measure.ameles.tag.0.drift.input.moved.dimension", 0.75));
    gauges.forget(MeasuredFact.forgotten(4, null, true, "0", 0));
    assertThat(tagged()).containsOnlyKeys("measure.ameles.tag.0.drift.input.moved.dimension");
  }

  @Test
  void whatOneLearnerHasForgottenAnotherMayKnow() {
    show(1, "ridge", "accuracy.label", "cat", 0.5);
    show(1, "wide", "accuracy.label", "cat", 0.25);
    gauges.forget(MeasuredFact.forgotten(2, "ridge", false, "cat", 0));

    assertThat(tagged())
        .containsExactlyEntriesOf(
            Map.of("measure.ameles.learner.wide.tag.cat.accuracy.label", 0.25));
  }

  @Test
  void whatIsMeasuredAgainIsShownAgain() {
    for (int epoch = 1; epoch < 20; epoch += 2) {
      show(epoch, "ridge", "accuracy.task", "zoo", epoch);
      assertThat(tagged())
          .containsExactlyEntriesOf(
              Map.of("measure.ameles.learner.ridge.tag.zoo.accuracy.task", (double) epoch));
      gauges.forget(MeasuredFact.forgotten(epoch + 1, null, true, "zoo", 0));
      gauges.forget(MeasuredFact.forgotten(epoch + 1, null, true, "zoo", 0));
      assertThat(tagged()).isEmpty();
    }
  }

  /** Stages tell of an epoch in any order. */
  @Test
  void whatWasMeasuredInTheEpochOfTheDeletionStays() {
    show(1, "ridge", "accuracy.task", "zoo", 0.5);
    show(1, "ridge", "prequential.accuracy.task", "zoo", 0.5);
    show(2, "ridge", "accuracy.task", "zoo", 0.75);
    gauges.forget(MeasuredFact.forgotten(2, null, true, "zoo", 0));

    assertThat(tagged())
        .containsExactlyEntriesOf(
            Map.of("measure.ameles.learner.ridge.tag.zoo.accuracy.task", 0.75));
  }

  @Test
  void forgottenTagsMakeRoomForOthers() {
    for (int label = 0; label < 3 * FlinkGauges.TAGS; label++) {
      show(label, "ridge", "accuracy.label", "label-" + label, 0.5);
      show(label, "wide", "accuracy.label", "label-" + label, 0.5);
      gauges.forget(MeasuredFact.forgotten(label + 1, "ridge", false, "label-" + label, 0));
      gauges.forget(MeasuredFact.forgotten(label + 1, "wide", false, "label-" + label, 0));
    }

    assertThat(tagged()).isEmpty();
    assertThat(value("measure.ameles.metrics.left-out")).isZero();
  }

  @Test
  void aTagThatAnyLearnerStillHasKeepsItsPlace() {
    for (int label = 0; label < FlinkGauges.TAGS; label++) {
      show(1, "ridge", "accuracy.label", "label-" + label, 0.5);
      show(1, "wide", "accuracy.label", "label-" + label, 0.5);
    }
    gauges.forget(MeasuredFact.forgotten(2, "ridge", false, "label-7", 0));
    show(3, "ridge", "accuracy.label", "one-more", 0.5);
    assertThat(tagged()).hasSize(2 * FlinkGauges.TAGS - 1);
    gauges.forget(MeasuredFact.forgotten(4, "wide", false, "label-7", 0));
    show(5, "ridge", "accuracy.label", "one-more", 0.5);

    assertThat(tagged()).containsKey("measure.ameles.learner.ridge.tag.one-more.accuracy.label");
  }

  private void show(long epoch, @Nullable String learner, String name, String tag, double value) {
    gauges.show(new MeasuredFact(epoch, learner, name, tag, value, 0));
  }

  private Map<String, Double> tagged() {
    Map<String, Double> values = new TreeMap<>();
    for (String name : shown.keySet()) {
      if (name.contains(".tag.")) {
        values.put(name, value(name));
      }
    }
    return values;
  }

  private double value(String name) {
    return ((Number) shown.get(name).getValue()).doubleValue();
  }
}

package io.ameles.stream.drift.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ameles.model.drift.input.AfterAlarm;
import io.ameles.model.drift.input.InputDriftSettings;
import io.ameles.model.drift.input.InputSpace;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Normalization;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.Barriers;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Position;
import io.ameles.stream.ledger.Change;
import io.ameles.stream.metric.MeasuredFact;
import io.ameles.stream.metric.MeasuredFactCodec;
import io.ameles.stream.state.CodecSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InputDriftOperatorTest {
  private static final int REFERENCE = 300;
  private static final int WINDOW = 100;
  private static final int CHUNK = 130;
  private static final String ALARMS = "drift.input.alarms";
  private static final InputSpace SPACE =
      InputSpace.of(new EmbeddingSpace(Fixtures.DIMENSION, 0.001), Normalization.NONE, 64, 2);

  @Test
  void theFirstEpochTellsHowManyAlarmsThereWereAndAQuietOneNothing() throws Exception {
    try (var harness = start(null)) {
      process(harness, Changes.learned(0, 10, 0));
      Barriers.pass(harness, 1);
      Barriers.pass(harness, 2);

      assertThat(harness.extractOutputValues())
          .containsExactly(new MeasuredFact(1, null, ALARMS, null, 0, 0));
    }
  }

  @Test
  void aComparisonIsToldBeforeTheBarrier() throws Exception {
    try (var harness = start(null)) {
      harness.setProcessingTime(77);
      process(harness, Changes.learned(0, REFERENCE + WINDOW, 0));
      assertThat(harness.extractOutputValues()).isEmpty();
      Barriers.pass(harness, 5);

      assertThat(harness.extractOutputValues())
          .extracting(MeasuredFact::name)
          .containsExactly(
              "drift.input.mmd",
              "drift.input.deviations",
              "drift.input.psi",
              "drift.input.labels",
              "drift.input.alarms");
      assertThat(harness.extractOutputValues())
          .allMatch(fact -> fact.epoch() == 5 && fact.measuredAt() == 77)
          .allMatch(fact -> fact.learner() == null && fact.tag() == null);
      assertThat(value(harness, "drift.input.deviations")).isBetween(-5.0, 5.0);
    }
  }

  @Test
  void anAlarmNamesWhatMoved() throws Exception {
    try (var harness = start(null)) {
      process(harness, Changes.learned(0, REFERENCE, 0));
      process(harness, Changes.learned(REFERENCE, REFERENCE + WINDOW, 1.5));
      Barriers.pass(harness, 1);

      assertThat(value(harness, ALARMS)).isOne();
      assertThat(value(harness, "drift.input.deviations")).isGreaterThan(10);
      assertThat(harness.extractOutputValues())
          .filteredOn(fact -> fact.name().equals("drift.input.moved.dimension"))
          .extracting(MeasuredFact::tag)
          .containsExactlyInAnyOrder("0", "1", "2", "3");
      assertThat(harness.extractOutputValues())
          .extracting(MeasuredFact::name)
          .doesNotContain("drift.input.moved.label");
    }
  }

  @Test
  void aShiftOfLabelsNamesThem() throws Exception {
    try (var harness = start(null)) {
      process(harness, Changes.learned(0, REFERENCE, 0));
      process(
          harness,
          Stream.iterate(REFERENCE, number -> number + 1)
              .map(number -> Changes.learned(number, 0))
              .filter(change -> change.contribution().label().equals("cat"))
              .limit(WINDOW));
      Barriers.pass(harness, 1);

      assertThat(value(harness, "drift.input.labels")).isGreaterThan(1);
      assertThat(harness.extractOutputValues())
          .filteredOn(fact -> fact.name().equals("drift.input.moved.label"))
          .extracting(MeasuredFact::tag, fact -> fact.value() > 0)
          .containsExactlyInAnyOrder(tuple("cat", true), tuple("dog", false));
    }
  }

  @Test
  void aLabelThatWasDeletedInTheSameEpochIsNotNamed() throws Exception {
    Change deleted = new Change.Deleted(new Position(0, 0), "request", DeletionScope.LABEL, "cat");
    for (boolean deletionFirst : List.of(true, false)) {
      try (var harness = start(null)) {
        process(harness, Changes.learned(0, REFERENCE, 0));
        process(harness, deletionFirst ? Stream.of(deleted) : Stream.of());
        process(harness, cats(REFERENCE, WINDOW));
        process(harness, deletionFirst ? Stream.of() : Stream.of(deleted));
        Barriers.pass(harness, 1);

        assertThat(value(harness, ALARMS)).isOne();
        assertThat(movedLabels(harness)).containsExactly("dog");
        process(harness, Changes.learned(10_000, 10_000 + REFERENCE, 0));
        process(harness, cats(20_000, WINDOW));
        Barriers.pass(harness, 2);
        assertThat(movedLabels(harness))
            .as("what came after it")
            .containsExactlyInAnyOrder("dog", "cat", "dog");
      }
    }
  }

  @Test
  void aTaskOfThatNameThatWasDeletedIsNoLabel() throws Exception {
    try (var harness = start(null)) {
      process(harness, Changes.learned(0, REFERENCE, 0));
      process(
          harness,
          Stream.of(new Change.Deleted(new Position(0, 0), "r", DeletionScope.TASK, "cat")));
      process(harness, cats(REFERENCE, WINDOW));
      Barriers.pass(harness, 1);

      assertThat(movedLabels(harness)).containsExactlyInAnyOrder("cat", "dog");
    }
  }

  private static Stream<Change> cats(int from, int count) {
    return Stream.iterate(from, number -> number + 1)
        .map(number -> Changes.learned(number, 0))
        .filter(change -> change.contribution().label().equals("cat"))
        .limit(count)
        .map(change -> change);
  }

  private static List<@Nullable String> movedLabels(
      OneInputStreamOperatorTestHarness<Change, MeasuredFact> harness) {
    List<@Nullable String> labels = new ArrayList<>();
    for (MeasuredFact fact : harness.extractOutputValues()) {
      if (fact.name().equals("drift.input.moved.label")) {
        labels.add(fact.tag());
      }
    }
    return labels;
  }

  @Test
  void watchingGoesOnFromACheckpointAsIfNothingHadHappened() throws Exception {
    List<Change> changes =
        Stream.concat(
                Changes.learned(0, REFERENCE + 2 * WINDOW, 0),
                Stream.concat(
                    Changes.forgotten(250, REFERENCE + 2 * WINDOW, 0),
                    Changes.learned(1_000, 1_000 + 2 * WINDOW, 1.5)))
            .toList();
    List<MeasuredFact> expected = new ArrayList<>();
    try (var harness = start(null)) {
      for (int from = 0; from < changes.size(); from += CHUNK) {
        process(harness, chunk(changes, from));
        Barriers.pass(harness, from);
      }
      expected.addAll(harness.extractOutputValues());
    }
    OperatorSubtaskState state = null;
    List<MeasuredFact> told = new ArrayList<>();
    for (int from = 0; from < changes.size(); from += CHUNK) {
      try (var harness = start(state)) {
        process(harness, chunk(changes, from));
        state = Barriers.pass(harness, from);
        told.addAll(harness.extractOutputValues());
      }
    }
    told.removeIf(fact -> fact.name().equals(ALARMS)); // with the first epoch after every start
    assertThat(expected).extracting(MeasuredFact::value).contains(1.0);
    expected.removeIf(fact -> fact.name().equals(ALARMS));
    assertThat(told).isEqualTo(expected);
    assertThat(told).extracting(MeasuredFact::name).contains("drift.input.moved.dimension");
  }

  private static Stream<Change> chunk(List<Change> changes, int from) {
    return changes.subList(from, Math.min(from + CHUNK, changes.size())).stream();
  }

  @Test
  void aDeletionAcrossACheckpointIsNoDriftAndLeavesNothingBehind() throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(null)) {
      process(harness, Changes.learned(0, REFERENCE - 50, 0));
      process(harness, Changes.learned(REFERENCE - 50, REFERENCE, 9)); // far away
      process(harness, Changes.learned(REFERENCE, REFERENCE + 20, 9));
      state = Barriers.pass(harness, 1);
    }
    try (var harness = start(state)) {
      process(harness, Changes.forgotten(REFERENCE - 50, REFERENCE + 20, 9));
      process(harness, Changes.learned(1_000, 1_000 + WINDOW, 0));
      Barriers.pass(harness, 2);

      assertThat(value(harness, ALARMS)).isZero();
      assertThat(value(harness, "drift.input.deviations")).isBetween(-5.0, 5.0);
    }
  }

  @Test
  void examplesOfTheSameNameOfTwoSubjectsAreTwoExamples() throws Exception {
    try (var harness = start(null)) {
      process(harness, Changes.learned(0, REFERENCE, 0));
      process(
          harness,
          IntStream.range(0, WINDOW)
              .mapToObj(number -> Changes.of("berta", number, 0.01, 1, ExampleUse.TRAIN)));
      Barriers.pass(harness, 1);

      assertThat(value(harness, ALARMS)).isZero();
      assertThat(harness.extractOutputValues()).hasSize(5);
    }
  }

  @Test
  void aLabelTakenAwayWholeBeginsTheReferenceAnew() throws Exception {
    try (var harness = start(null)) {
      process(harness, Changes.learned(0, REFERENCE, 0));
      process(harness, Stream.of(new Change.Whole(DeletionScope.LABEL, "cat")));
      process(harness, Changes.learned(1_000, 1_000 + REFERENCE + WINDOW - 1, 5));
      Barriers.pass(harness, 1);
      assertThat(harness.extractOutputValues()).hasSize(1);
      process(harness, Changes.learned(5_000, 5_001, 5));
      Barriers.pass(harness, 2);

      assertThat(value(harness, "drift.input.deviations")).isBetween(-5.0, 5.0);
    }
  }

  @Test
  void aTaskTakenAwayWholeBeginsTheReferenceAnew() throws Exception {
    try (var harness = start(null)) {
      process(harness, Changes.learned(0, REFERENCE, 0));
      process(harness, Stream.of(new Change.Whole(DeletionScope.TASK, "zoo")));
      process(harness, Changes.learned(1_000, 1_000 + REFERENCE + WINDOW - 1, 5));
      Barriers.pass(harness, 1);
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void switchedOffItDropsWhatItKept() throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(null)) {
      process(harness, Changes.learned(0, REFERENCE + 1, 0));
      state = Barriers.pass(harness, 1);
    }
    try (var harness = start(state, null)) {
      process(harness, Changes.learned(REFERENCE + 1, REFERENCE + WINDOW, 5));
      state = Barriers.pass(harness, 2);
      assertThat(harness.extractOutputValues()).isEmpty();
    }
    try (var harness = start(state)) {
      process(harness, Changes.learned(REFERENCE + 1, REFERENCE + WINDOW, 5));
      Barriers.pass(harness, 3);
      assertThat(harness.extractOutputValues())
          .containsExactly(new MeasuredFact(3, null, ALARMS, null, 0, 0));
    }
  }

  private static double value(
      OneInputStreamOperatorTestHarness<Change, MeasuredFact> harness, String name) {
    return harness.extractOutputValues().stream()
        .filter(fact -> fact.name().equals(name))
        .mapToDouble(MeasuredFact::value)
        .reduce((before, last) -> last)
        .orElseThrow();
  }

  private static void process(
      OneInputStreamOperatorTestHarness<Change, MeasuredFact> harness,
      Stream<? extends Change> changes)
      throws Exception {
    for (Change change : changes.toList()) {
      harness.processElement(new StreamRecord<>(change));
    }
  }

  private static OneInputStreamOperatorTestHarness<Change, MeasuredFact> start(
      @Nullable OperatorSubtaskState state) throws Exception {
    return start(state, SPACE);
  }

  private static OneInputStreamOperatorTestHarness<Change, MeasuredFact> start(
      @Nullable OperatorSubtaskState state, @Nullable InputSpace space) throws Exception {
    OneInputStreamOperatorTestHarness<Change, MeasuredFact> harness =
        new OneInputStreamOperatorTestHarness<>(
            new InputDriftOperator(
                space, new InputDriftSettings(REFERENCE, WINDOW, 1e-5, AfterAlarm.ADAPT)));
    harness.setup(new CodecSerializer<>(MeasuredFactCodec.INSTANCE));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }
}

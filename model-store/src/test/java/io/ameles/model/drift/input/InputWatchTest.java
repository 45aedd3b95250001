package io.ameles.model.drift.input;

import static io.ameles.model.drift.input.Comparison.Cause.DIMENSION;
import static io.ameles.model.drift.input.Comparison.Cause.DISTRIBUTION;
import static io.ameles.model.drift.input.Comparison.Cause.LABELS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputWatchTest {
  private static final int REFERENCE = 400;
  private static final int WINDOW = 100;

  private final InputWatch watch = watch(AfterAlarm.ADAPT);
  private final Inputs inputs = new Inputs(1);

  private static InputWatch watch(AfterAlarm afterAlarm) {
    return new InputWatch(
        Inputs.SPACE, new InputDriftSettings(REFERENCE, WINDOW, 1e-5, afterAlarm));
  }

  private static List<InputWatch.Verdict> learn(InputWatch watch, List<Inputs.Learned> examples) {
    List<InputWatch.Verdict> verdicts = new ArrayList<>();
    for (Inputs.Learned each : examples) {
      watch.learned(each.example(), each.vector(), each.label()).ifPresent(verdicts::add);
    }
    return verdicts;
  }

  @Test
  void nothingIsComparedBeforeTheReferenceAndAWindowAreFull() {
    assertThat(learn(watch, inputs.next(REFERENCE + WINDOW - 1))).isEmpty();
    assertThat(learn(watch, inputs.next(1))).hasSize(1);
    assertThat(learn(watch, inputs.next(3 * WINDOW))).hasSize(3);
  }

  @Test
  void thereIsNoAlarmWithoutChange() {
    assertThat(learn(watch, inputs.next(REFERENCE + 200 * WINDOW)))
        .hasSize(200)
        .noneMatch(InputWatch.Verdict::alarm);
    assertThat(watch.alarms()).isZero();
  }

  @Test
  void aShiftOfTheMeanIsNoticedInTheFirstWindowAndNoticedOnce() {
    learn(watch, inputs.next(REFERENCE + WINDOW));
    List<InputWatch.Verdict> verdicts =
        learn(watch, inputs.mean(0.8).next(REFERENCE + 11 * WINDOW));
    assertThat(verdicts).hasSize(11);
    assertThat(verdicts.get(0).alarm()).isTrue();
    assertThat(verdicts.get(0).comparison().causes()).contains(DISTRIBUTION, DIMENSION);
    assertThat(verdicts.subList(1, 11)).noneMatch(InputWatch.Verdict::alarm);
    assertThat(watch.alarms()).isOne();
  }

  @Test
  void aChangeOfTheSpreadIsNoticed() {
    learn(watch, inputs.next(REFERENCE));
    assertThat(learn(watch, inputs.deviation(1.6).next(WINDOW)).get(0).comparison().causes())
        .contains(DISTRIBUTION);
  }

  @Test
  void aDimensionThatMovedIsNamed() {
    learn(watch, inputs.next(REFERENCE));
    Comparison comparison = learn(watch, inputs.firstDimension(2).next(WINDOW)).get(0).comparison();
    assertThat(comparison.causes()).contains(DIMENSION).doesNotContain(LABELS);
    assertThat(comparison.movedDimensions())
        .extracting(Comparison.MovedDimension::dimension)
        .containsExactly(0);
    assertThat(comparison.movedDimensions().get(0).index())
        .isEqualTo(comparison.largestIndex())
        .isGreaterThan(0.25);
    assertThat(comparison.movedLabels()).isEmpty();
  }

  @Test
  void aShiftOfTheLabelsIsNoticedAndNamed() {
    learn(watch, inputs.next(REFERENCE));
    Comparison comparison =
        learn(watch, inputs.shareOfFirstLabel(0.75).next(WINDOW)).get(0).comparison();
    assertThat(comparison.causes()).containsExactly(LABELS);
    assertThat(comparison.movedLabels().get(0).label()).isEqualTo("label-0");
    assertThat(comparison.movedLabels().get(0).rise()).isBetween(0.3, 0.7);
    assertThat(comparison.labelIndex()).isGreaterThan(0.25);
  }

  @Test
  void aFixedReferenceAlarmsWhenTheInputLeavesItAndAgainOnlyAfterItWasBack() {
    InputWatch fixed = watch(AfterAlarm.FIXED);
    learn(fixed, inputs.next(REFERENCE));
    List<Boolean> alarms = new ArrayList<>();
    for (double mean : new double[] {0, 1, 1, 2, 0, 0, 1}) {
      alarms.add(learn(fixed, inputs.mean(mean).next(WINDOW)).get(0).alarm());
    }
    assertThat(alarms).containsExactly(false, true, false, false, false, false, true);
    assertThat(fixed.alarms()).isEqualTo(2);
  }

  @Test
  void aDeletedHalfOfTheReferenceIsNoDrift() {
    List<Inputs.Learned> reference = inputs.next(REFERENCE);
    learn(watch, reference);
    reference.subList(0, REFERENCE / 2).forEach(each -> each.outOf(watch));
    assertThat(watch.state().filling()).isFalse();
    assertThat(learn(watch, inputs.next(50 * WINDOW)))
        .hasSize(50)
        .noneMatch(InputWatch.Verdict::alarm);
  }

  /** One label makes up a quarter and lies apart from the others. */
  @Test
  void aDeletedLabelIsNoDrift() {
    List<Inputs.Learned> before = new ArrayList<>(inputs.shareOfFirstLabel(0).next(300));
    List<Inputs.Learned> deleted =
        new Inputs(9).shareOfFirstLabel(1).mean(3).next(REFERENCE + 50 - 300);
    before.addAll(150, deleted);
    learn(watch, before);
    deleted.forEach(each -> each.outOf(watch));
    List<InputWatch.Verdict> verdicts = learn(watch, inputs.next(REFERENCE + 5 * WINDOW));
    assertThat(verdicts).isNotEmpty().noneMatch(InputWatch.Verdict::alarm);
    assertThat(watch.state().reference().labels()).doesNotContainKey("label-0");
  }

  @Test
  void whatWasDeletedFromTheWindowIsNotCompared() {
    learn(watch, inputs.next(REFERENCE));
    List<Inputs.Learned> strange = new Inputs(9).mean(6).next(WINDOW - 1);
    learn(watch, strange);
    strange.forEach(each -> each.outOf(watch));
    List<InputWatch.Verdict> verdicts = learn(watch, inputs.next(WINDOW));
    assertThat(verdicts).hasSize(1).noneMatch(InputWatch.Verdict::alarm);
  }

  @Test
  void aReferenceThatLostMostIsFilledUpBeforeAnythingIsCompared() {
    List<Inputs.Learned> reference = inputs.next(REFERENCE);
    learn(watch, reference);
    learn(watch, inputs.next(WINDOW / 2));
    reference.subList(0, 300).forEach(each -> each.outOf(watch));
    assertThat(watch.state().window().isZero()).isTrue();
    assertThat(learn(watch, inputs.next(300 + WINDOW - 1))).isEmpty();
    assertThat(watch.state().reference().count()).isEqualTo(REFERENCE);
    assertThat(learn(watch, inputs.next(1))).hasSize(1).noneMatch(InputWatch.Verdict::alarm);
  }

  @Test
  void whatIsNotInIsNotTakenOut() {
    List<Inputs.Learned> first = inputs.next(REFERENCE + WINDOW);
    learn(watch, first);
    InputWatchState before = watch.state();
    first.subList(REFERENCE, REFERENCE + WINDOW).forEach(each -> each.outOf(watch));
    inputs.next(20).forEach(each -> each.outOf(watch));
    assertThat(watch.state()).isEqualTo(before);
  }

  @Test
  void anExampleThatIsInIsNotTakenInAgain() {
    List<Inputs.Learned> examples = inputs.next(REFERENCE + 10);
    learn(watch, examples);
    InputWatchState before = watch.state();
    learn(watch, examples);
    assertThat(watch.state()).isEqualTo(before);
  }

  @Test
  void aCorrectedExampleCountsOnceWithItsNewContent() {
    List<Inputs.Learned> reference = inputs.next(REFERENCE);
    learn(watch, reference);
    Inputs.Learned old = reference.get(7);
    Inputs.Learned other = inputs.next();
    old.outOf(watch);
    watch.learned(old.example(), other.vector(), other.label());
    assertThat(watch.state().reference().count()).isEqualTo(REFERENCE - 1);
    assertThat(watch.state().inWindow()).containsExactly(old.example());
    watch.forgotten(old.example(), other.vector(), other.label());
    assertThat(watch.state().window().isZero()).isTrue();
  }

  @Test
  void aLabelTakenAwayWithoutNamingItsExamplesTakesWhatHoldsItAlong() {
    learn(watch, inputs.shareOfFirstLabel(0).next(REFERENCE));
    learn(watch, inputs.shareOfFirstLabel(1).next(10));
    watch.forgottenLabel("label-9");
    assertThat(watch.state().window().count()).isEqualTo(10);
    watch.forgottenLabel("label-0");
    assertThat(watch.state().window().isZero()).isTrue();
    assertThat(watch.state().reference().count()).isEqualTo(REFERENCE);
    watch.forgottenLabel("label-1");
    assertThat(watch.state().reference().isZero()).isTrue();
    assertThat(watch.state().blocks()).allMatch(KernelSums::isZero);
    assertThat(watch.state().inReference()).isEmpty();
    assertThat(watch.state().filling()).isTrue();
  }

  @Test
  void aRestoredWatchGoesOnAsIfNothingHadHappened() throws IOException {
    InputWatch uninterrupted = watch(AfterAlarm.FIXED);
    InputWatch interrupted = watch(AfterAlarm.FIXED);
    List<Inputs.Learned> examples = inputs.next(REFERENCE + 2 * WINDOW);
    examples.addAll(inputs.mean(0.5).next(5 * WINDOW));
    int at = 0;
    for (Inputs.Learned each : examples) {
      if (at++ % 60 == 0) {
        InputWatch restored = watch(AfterAlarm.FIXED);
        restored.restore(written(interrupted.state()));
        interrupted = restored;
      }
      Optional<InputWatch.Verdict> expected =
          uninterrupted.learned(each.example(), each.vector(), each.label());
      assertThat(interrupted.learned(each.example(), each.vector(), each.label()))
          .isEqualTo(expected);
    }
    assertThat(interrupted.state()).isEqualTo(uninterrupted.state());
    assertThat(interrupted.alarms()).isPositive();
  }

  private static InputWatchState written(InputWatchState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.writeTo(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    InputWatchState read = InputWatchState.readFrom(in);
    assertThat(in.read()).isEqualTo(-1);
    return read;
  }

  @Test
  void statisticsInAnotherSpaceAreNotGoneOnWith() {
    learn(watch, inputs.next(REFERENCE));
    learn(watch, inputs.mean(3).next(WINDOW + 5));
    InputSpace other = new InputSpace(Inputs.SPACE.embedding(), 32, 1, 1, Inputs.SPACE.seed());
    InputWatch changed = new InputWatch(other, InputDriftSettings.DEFAULT);
    changed.restore(watch.state());
    assertThat(changed.alarms()).isOne();
    assertThat(changed.state().inReference()).isEmpty();
    assertThat(changed.state().reference().isZero()).isTrue();
  }

  @Test
  void stateIsACopy() {
    learn(watch, inputs.next(REFERENCE + 10));
    InputWatchState before = watch.state();
    InputSums window = before.window().copy();
    learn(watch, inputs.next(10));
    assertThat(before.window()).isEqualTo(window);
  }
}

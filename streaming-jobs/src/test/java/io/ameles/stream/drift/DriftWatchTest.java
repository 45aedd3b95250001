package io.ameles.stream.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.drift.DetectorType;
import io.ameles.schema.DeletionScope;
import io.ameles.stream.drift.DriftWatch.Fact;
import io.ameles.stream.evaluate.ErrorRun;
import io.ameles.stream.evaluate.Score;
import io.ameles.stream.ledger.TagDeletion;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftWatchTest {
  private static final int EPOCH = 200;
  private static final List<DetectorType> ALL = List.of(DetectorType.values());

  private final Random random = new Random(1);
  private long epoch;

  @Test
  void firstReportIsThatNothingHasHappened() {
    DriftWatch watch = watch(List.of(DetectorType.ADWIN));
    epoch(watch, 0.1, 0.1, 0);

    assertThat(watch.closeEpoch())
        .containsExactly(
            new Fact("drift.alarms.adwin", null, 0), new Fact("drift.restarts", null, 0));
    epoch(watch, 0.1, 0.1, 0);
    assertThat(watch.closeEpoch()).isEmpty();
  }

  @Test
  void alarmNamesTheLabelThatHasBecomeWorseAndNotTheOther() {
    DriftWatch watch = watch(List.of(DetectorType.ADWIN));
    for (int i = 0; i < 30; i++) {
      epoch(watch, 0.1, 0.1, 0);
      watch.closeEpoch();
    }
    assertThat(alarms(watch)).isZero();
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < 20 && facts.isEmpty(); i++) {
      epoch(watch, 0.7, 0.1, 0);
      facts.addAll(watch.closeEpoch());
    }

    assertThat(facts).contains(new Fact("drift.alarms.adwin", null, 1));
    assertThat(facts)
        .filteredOn(fact -> fact.name().equals("drift.moved.label"))
        .extracting(Fact::tag)
        .containsExactly("cat");
  }

  @Test
  void deletionOfAGoodPartOfTheModelIsNoDrift() {
    DriftWatch watch = watch(List.of(DetectorType.ADWIN, DetectorType.PAGE_HINKLEY));
    for (int i = 0; i < 20; i++) {
      epoch(watch, 0.05, 0.05, 0);
      watch.closeEpoch();
    }
    epoch(watch, 0.6, 0.6, 0.3);
    for (int i = 0; i < 20; i++) {
      watch.closeEpoch();
      epoch(watch, 0.6, 0.6, 0);
    }
    DriftWatch.State state = watch.state();

    assertThat(state.restarts()).isEqualTo(1);
    assertThat(alarms(watch)).isZero();
  }

  @Test
  void deletionThatEverySubtaskTellsOfIsHeardOnce() {
    DriftWatch watch = watch(List.of(DetectorType.ADWIN));
    for (int subtask = 0; subtask < 4; subtask++) {
      watch.add(new ErrorRun("nearest-mean", 10, new BitSet(), 7, 0.5));
    }
    watch.add(new ErrorRun("nearest-mean", 10, new BitSet(), 8, 0));
    DriftWatch restored = watch(List.of(DetectorType.ADWIN));
    restored.restore(watch.state());
    restored.add(new ErrorRun("nearest-mean", 10, new BitSet(), 7, 0.5));

    assertThat(restored.state().restarts()).isEqualTo(1);
  }

  @Test
  void smallDeletionDoesNotHideADrift() {
    DriftWatch watch = watch(List.of(DetectorType.ADWIN));
    for (int i = 0; i < 20; i++) {
      epoch(watch, 0.05, 0.05, 0);
      watch.closeEpoch();
    }
    for (int i = 0; i < 5; i++) {
      epoch(watch, 0.6, 0.6, 0.001);
      watch.closeEpoch();
    }

    assertThat(watch.state().restarts()).isZero();
    assertThat(alarms(watch)).isPositive();
  }

  @Test
  void nothingIsKeptAboutALabelThatTheLearnerHasForgotten() {
    DriftWatch watch = watch(ALL);
    for (int i = 0; i < 5; i++) {
      epoch(watch, 0.1, 0.1, 0);
      watch.closeEpoch();
    }
    assertThat(tags(watch)).contains("label/cat", "label/dog");
    watch.add(Score.forgotten("nearest-mean", "cat"));
    watch.closeEpoch();

    assertThat(tags(watch)).doesNotContain("label/cat").contains("label/dog", "task/zoo");
  }

  @Test
  void nothingIsKeptAboutATaskThatWasDeletedNorAboutTheEpochOfItsDeletion() {
    DriftWatch watch = watch(ALL);
    for (int i = 0; i < 5; i++) {
      epoch(watch, 0.1, 0.1, 0);
      watch.closeEpoch();
    }
    watch.add(Score.deleted(new TagDeletion(DeletionScope.TASK, "zoo", 0, 9)));
    epoch(watch, 0.1, 0.1, 0);
    watch.closeEpoch();

    assertThat(tags(watch)).doesNotContain("task/zoo").contains("label/cat", "label/dog");
    epoch(watch, 0.1, 0.1, 0);
    watch.closeEpoch();
    assertThat(tags(watch)).contains("task/zoo");
  }

  private static List<String> tags(DriftWatch watch) {
    List<TagCounts> all = new ArrayList<>(watch.state().older());
    watch.state().recent().forEach(all::addAll);
    return all.stream().map(TagCounts::key).distinct().toList();
  }

  @Test
  void watchGoesOnWhereItWasSaved() {
    DriftWatch one = watch(ALL);
    DriftWatch other = watch(ALL);
    for (int i = 0; i < 40; i++) {
      double rate = i < 20 ? 0.1 : 0.8;
      int seed = i;
      for (DriftWatch watch : List.of(one, other)) {
        epoch = seed;
        random.setSeed(seed);
        epoch(watch, rate, 0.1, 0);
      }
      DriftWatch restored = watch(ALL);
      restored.restore(other.state());
      if (i % 7 == 0) {
        assertThat(restored.state()).usingRecursiveComparison().isEqualTo(one.state());
      }
      one.closeEpoch();
      other.closeEpoch();
      restored = watch(ALL);
      restored.restore(other.state());
      other = restored;
    }
    assertThat(other.state()).usingRecursiveComparison().isEqualTo(one.state());
    assertThat(alarms(one)).isPositive();
  }

  @Test
  void detectorsMayBeChosenAnewAtARestart() {
    DriftWatch before = watch(List.of(DetectorType.ADWIN));
    epoch(before, 0.1, 0.1, 0);
    before.closeEpoch();
    DriftWatch after = watch(List.of(DetectorType.ADWIN, DetectorType.DDM));
    after.restore(before.state());

    assertThat(after.state().detectors()).containsOnlyKeys(DetectorType.ADWIN, DetectorType.DDM);
    assertThat(after.state().detectors().get(DetectorType.ADWIN))
        .isEqualTo(before.state().detectors().get(DetectorType.ADWIN));
  }

  private static DriftWatch watch(List<DetectorType> types) {
    return new DriftWatch("nearest-mean", types, 2 * EPOCH);
  }

  private static double alarms(DriftWatch watch) {
    return watch.state().alarms().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Cats and dogs in turn. */
  private void epoch(DriftWatch watch, double catsWrong, double dogsWrong, double removedShare) {
    BitSet wrong = new BitSet();
    int cats = 0;
    int dogs = 0;
    for (int i = 0; i < EPOCH; i++) {
      boolean cat = i % 2 == 0;
      if (random.nextDouble() < (cat ? catsWrong : dogsWrong)) {
        wrong.set(i);
        cats += cat ? 1 : 0;
        dogs += cat ? 0 : 1;
      }
    }
    watch.add(new ErrorRun("nearest-mean", EPOCH, wrong, epoch++, removedShare));
    watch.add(new Score("nearest-mean", "cat", null, EPOCH / 2, EPOCH / 2 - cats));
    watch.add(new Score("nearest-mean", "dog", "zoo", EPOCH / 2, EPOCH / 2 - dogs));
  }
}

package io.ameles.stream.holdout;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.Contribution;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.Fixtures;
import io.ameles.stream.learn.Heads;
import io.ameles.stream.ledger.Change;
import io.ameles.stream.ledger.EvaluationChange;
import io.ameles.stream.metric.MeasuredFact;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deleted task leaves both matrices, and comes back only as something new. */
class DeletedRowsTest {
  private static final Tag ZOO = Tag.of("", "zoo");
  private static final Tag FARM = Tag.of("", "farm");
  private static final Tag WOOD = Tag.of("", "wood");
  private static final long NONE = Long.MIN_VALUE;
  private static final int CAT = 11;
  private static final int DOG = 12;

  private HoldoutWatch watch = watch();
  private long epoch;

  /** The zoo came first, then the farm; the cat of the zoo was forgotten for it. */
  @BeforeEach
  void learnTwoTasks() {
    watch.add(example(CAT, "cat", "zoo", 1));
    watch.add(example(DOG, "dog", "farm", 1));
    watch.add(new HoldoutFact.Seen(ZOO, 1, 1));
    close(Map.of(CAT, "cat"));
    watch.add(new HoldoutFact.Seen(FARM, 2, 2));
    watch.add(new HoldoutFact.Outcome("table", FARM, 4, 1));
    watch.add(new HoldoutFact.Outcome("table", ZOO, 4, 3));
    Map<String, Double> told = close(Map.of(CAT, "dog", DOG, "dog"));
    assertThat(told)
        .containsEntry("table/forgetting.forgetting", 1.0)
        .containsEntry("table/forgetting.average-accuracy", 0.5)
        .containsEntry("table/prequential.accuracy.task/zoo", 0.75);
  }

  @Test
  void itsRowAndColumnGoAndTheSummaryNoLongerCountsIt() {
    watch.add(example(CAT, "cat", "zoo", -1));
    watch.add(new HoldoutFact.Deleted(ZOO, 5, NONE));
    Map<String, Double> told = close(Map.of(CAT, "dog", DOG, "dog", 1, "cat"));

    assertThat(told)
        .containsEntry("table/forgetting.average-accuracy", 1.0)
        .containsEntry("table/forgetting.incremental-accuracy", 1.0)
        .doesNotContainKey("table/forgetting.forgetting")
        .containsEntry("table/holdout.row/farm", 1.0);
    assertThat(watch.state().toString()).doesNotContain("zoo").contains("farm");
    assertThat(watch.examples().toString()).doesNotContain("zoo");
  }

  @Test
  void whatWasMeantToBeForgottenIsStillToldOnce() {
    watch.add(example(CAT, "cat", "zoo", -1));
    watch.add(new HoldoutFact.Deleted(ZOO, 5, NONE));
    Map<String, Double> told = close(Map.of(CAT, "cat", DOG, "dog"));
    assertThat(told)
        .containsEntry("table/forgetting.intended.examples", 1.0)
        .containsEntry("table/forgetting.intended.before", 0.0)
        .containsEntry("table/forgetting.intended.after", 1.0)
        .containsEntry("table/forgetting.spill", 0.0);

    watch.add(new HoldoutFact.Deleted(ZOO, 5, NONE));
    assertThat(close(Map.of(CAT, "dog", DOG, "dog")).keySet())
        .noneMatch(name -> name.contains("intended") || name.contains("zoo"));
  }

  @Test
  void theNewestRowGoesWithTheOutcomesThatWereAddedUpSinceItCame() {
    watch.add(example(DOG, "dog", "farm", -1));
    watch.add(new HoldoutFact.Deleted(FARM, 5, NONE));
    watch.add(new HoldoutFact.Outcome("table", FARM, 9, 9));
    watch.add(new HoldoutFact.Outcome("table", ZOO, 2, 1));
    Map<String, Double> told = close(Map.of(CAT, "dog"));

    assertThat(told)
        .containsEntry("table/holdout.row/zoo", 0.0)
        .containsEntry("table/prequential.accuracy.task/zoo", 0.5)
        .doesNotContainKeys("table/prequential.accuracy.task/farm");
    assertThat(watch.state().toString()).doesNotContain("farm");
  }

  @Test
  void whatComesAfterItIsANewRowInANewPlace() {
    watch.add(example(CAT, "cat", "zoo", -1));
    watch.add(new HoldoutFact.Deleted(ZOO, 5, NONE));
    close(Map.of(DOG, "dog", 1, "cat"));
    watch = restored();
    watch.add(new HoldoutFact.Seen(ZOO, 9, 9));
    watch.add(example(CAT, "cat", "zoo", 1));

    assertThat(close(Map.of(CAT, "cat", DOG, "dog")))
        .containsEntry("table/holdout.row/zoo", 2.0)
        .containsEntry("table/forgetting.average-accuracy", 1.0)
        .containsEntry("table/forgetting.forgetting", 0.0);
    assertThat(rows()).containsExactly("farm", "zoo");
  }

  /** Which of them comes first is left to chance where the work is divided. */
  @Test
  void examplesOfTheSameEpochBeginANewRowInWhateverOrderTheyAreToldOf() {
    HoldoutFact deleted = new HoldoutFact.Deleted(ZOO, 5, NONE);
    HoldoutFact covered = new HoldoutFact.Seen(ZOO, 3, 5);
    HoldoutFact after = new HoldoutFact.Seen(ZOO, 6, 9);
    HoldoutFact wood = new HoldoutFact.Seen(WOOD, 7, 7);
    HoldoutWatch before = watch;
    for (List<HoldoutFact> order :
        List.of(
            List.of(deleted, after, wood),
            List.of(after, wood, deleted, deleted),
            List.of(covered, wood, deleted, after),
            List.of(after, deleted, wood, covered, deleted))) {
      watch = restored(before);
      order.forEach(watch::add);
      close(Map.of());
      assertThat(rows()).as(order.toString()).containsExactly("farm", "wood", "zoo");
    }
  }

  @Test
  void examplesThatTheDeletionTookBeginNoRow() {
    watch.add(new HoldoutFact.Seen(ZOO, 3, 5));
    watch.add(new HoldoutFact.Deleted(ZOO, 5, NONE));
    watch.add(new HoldoutFact.Seen(WOOD, 3, 5));
    watch.add(new HoldoutFact.Deleted(WOOD, Long.MAX_VALUE, NONE));
    close(Map.of());

    assertThat(rows()).containsExactly("farm");
  }

  @Test
  void aTaskOfWhichExamplesStayBeginsAnewAtOnce() {
    watch.add(new HoldoutFact.Deleted(ZOO, 5, 8));
    watch.add(new HoldoutFact.Deleted(ZOO, 5, NONE)); // another part of the ledger, without any
    Map<String, Double> told = close(Map.of(CAT, "cat", DOG, "dog"));

    assertThat(rows()).containsExactly("farm", "zoo");
    assertThat(told).containsEntry("table/holdout.row/zoo", 2.0);
  }

  @Test
  void aLaterDeletionOfTheEpochTakesWhatAnEarlierOneLeft() {
    watch.add(new HoldoutFact.Deleted(ZOO, 5, 8));
    watch.add(new HoldoutFact.Deleted(ZOO, 8, NONE));
    close(Map.of());

    assertThat(rows()).containsExactly("farm");
  }

  @Test
  void aTaskThatIsOnlyEvaluatedOnGoesAsAColumn() {
    watch.add(example(21, "emu", "wood", 1));
    close(Map.of());
    assertThat(watch.state().toString()).contains("wood");
    watch.add(example(21, "emu", "wood", -1));
    watch.add(new HoldoutFact.Deleted(WOOD, 5, NONE));
    Map<String, Double> told = close(Map.of(1, "cat"));

    assertThat(told).containsEntry("table/forgetting.intended.examples", 1.0);
    assertThat(watch.state().toString()).doesNotContain("wood");
    assertThat(rows()).containsExactly("zoo", "farm");
  }

  @Test
  void aTaskThatIsOnlyLearnedGoesWithItsRow() {
    watch.add(new HoldoutFact.Seen(WOOD, 3, 3));
    close(Map.of());
    assertThat(rows()).containsExactly("zoo", "farm", "wood");
    watch.add(new HoldoutFact.Deleted(WOOD, 5, NONE));
    Map<String, Double> told = close(Map.of());

    assertThat(told).containsKey("table/holdout.row/farm");
    assertThat(told.keySet()).noneMatch(name -> name.contains("intended"));
    assertThat(watch.state().toString()).doesNotContain("wood");
  }

  @Test
  void aDeletionInAnEpochWithoutAVersionIsNotLost() {
    watch.add(example(CAT, "cat", "zoo", -1));
    watch.add(new HoldoutFact.Deleted(ZOO, 5, NONE));
    watch.closeEpoch(++epoch, 0);

    assertThat(watch.state().toString()).doesNotContain("zoo");
  }

  @Test
  void deletedTasksLeaveTheirPlacesToOthers() {
    for (int i = 0; i < 3 * HoldoutSample.COLUMNS; i++) {
      Tag tag = Tag.of("", "task-" + i);
      watch.add(new HoldoutFact.Seen(tag, 1, 1));
      close(Map.of());
      watch.add(new HoldoutFact.Deleted(tag, 5, NONE));
    }
    watch.add(new HoldoutFact.Seen(WOOD, 9, 9));
    close(Map.of());

    assertThat(rows()).containsExactly("zoo", "farm", "wood");
  }

  private List<String> rows() {
    return watch.state().rows().stream().map(row -> row.tag().name()).toList();
  }

  private HoldoutWatch restored() {
    return restored(watch);
  }

  private static HoldoutWatch restored(HoldoutWatch before) {
    HoldoutWatch after = watch();
    after.restore(before.state(), before.examples());
    return after;
  }

  private static HoldoutWatch watch() {
    return new HoldoutWatch(new Grader(TensorDevice.CPU, Quantization.DEFAULT.step(), 3), 10);
  }

  private Map<String, Double> close(Map<Integer, String> answers) {
    TableHead head = new TableHead(List.of("emu", "cat", "dog"), answers);
    epoch++;
    watch.stage(new Heads(epoch, new TreeMap<>(Map.of("table", head)), 0));
    List<MeasuredFact> facts = watch.closeEpoch(epoch, 0);
    return Course.byName(facts);
  }

  private static HoldoutFact example(int id, String label, String task, int sign) {
    QuantizedVector vector =
        QuantizedVector.of((short) id, (short) (3 * id), (short) -id, (short) 7);
    return new HoldoutFact.Changed(
        new EvaluationChange(
            new Change.Example(
                Fixtures.subject("s" + id),
                Fixtures.example("e" + id),
                ExampleUse.EVALUATE,
                0,
                new Contribution(label, task, vector, sign)),
            false));
  }
}

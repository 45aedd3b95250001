package io.ameles.demo.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class ClassIncrementalStreamTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Dataset TEN_LABELS = equalLabels(10, 40);

  @Test
  void examplesAreNumberedNamedAndTimedInOrder() {
    ClassIncrementalStream stream =
        ClassIncrementalStream.of(
            TEN_LABELS, new StreamSettings(1, 5, 3, 400, START, Duration.ofMillis(250)));
    List<StreamedExample> examples = stream.examples();

    assertThat(examples).hasSize(400);
    assertThat(stream.dataset()).isSameAs(TEN_LABELS);
    assertThat(examples.get(0).id()).isEqualTo("example-0000001");
    assertThat(examples.get(0).occurredAt()).isEqualTo(START);
    assertThat(examples.get(0).task()).isEqualTo("task-00");
    assertThat(examples.get(399).id()).isEqualTo("example-0000400");
    assertThat(examples.get(399).occurredAt()).isEqualTo(START.plusMillis(399 * 250));
    assertThat(examples.get(399).task()).isEqualTo("task-04");
    assertThatThrownBy(() -> examples.get(400)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void rowsOfATaskAreMixed() {
    ClassIncrementalStream stream = stream(TEN_LABELS, 1, 400);
    List<StreamedExample> first = stream.examples("task-00");
    long changes = 0;
    for (int i = 1; i < first.size(); i++) {
      changes += first.get(i).label().equals(first.get(i - 1).label()) ? 0 : 1;
    }

    // Two labels with 40 rows each: 1 change when sorted, about 40 when mixed.
    assertThat(stream.labels("task-00")).hasSize(2);
    assertThat(changes).isBetween(25L, 55L);
  }

  @Test
  void timeOrderIsKeptWithinATask() {
    Dataset dataset = GeneratedDataset.defaults().withTrainRows(1_000).generate();
    ClassIncrementalStream stream = stream(dataset, 1, 300);

    for (String task : stream.tasks()) {
      assertThat(stream.examples(task).stream().map(StreamedExample::trainRow)).isSorted();
    }
  }

  @Test
  void sameSeedGivesTheSameStreamAndAnotherSeedAnother() {
    assertThat(stream(TEN_LABELS, 1, 100).examples())
        .isEqualTo(stream(TEN_LABELS, 1, 100).examples())
        .isNotEqualTo(stream(TEN_LABELS, 2, 100).examples());
    assertThat(stream(TEN_LABELS, 1, 100).labels("task-00"))
        .isNotEqualTo(stream(TEN_LABELS, 2, 100).labels("task-00"));
  }

  /** Recorded numbers were computed with this stream: a change here makes them wrong. */
  @Test
  void streamNeverChanges() {
    assertThat(stream(TEN_LABELS, 1, 100).examples().get(42))
        .hasToString(
            "StreamedExample[id=example-0000043, subject=subject-0118, label=1, task=task-02,"
                + " trainRow=61, occurredAt=2026-01-01T00:00:42Z]");
  }

  @Test
  void smallerSampleTakesTheSameShareOfEveryLabel() {
    ClassIncrementalStream stream = stream(TEN_LABELS, 1, 100);

    assertThat(TEN_LABELS.labels())
        .allSatisfy(
            label ->
                assertThat(stream.examples())
                    .filteredOn(example -> example.label().equals(label))
                    .hasSize(10));
    assertThat(stream.examples("task-00"))
        .extracting(StreamedExample::trainRow)
        .doesNotHaveDuplicates();
  }

  @Test
  void sampleIsNotTheFirstRowsOfALabel() {
    assertThat(stream(TEN_LABELS, 1, 100).examples())
        .anySatisfy(example -> assertThat(example.trainRow() % 40).isGreaterThan(20));
  }

  @Test
  void subjectsAreSkewedLikeZipf() {
    ClassIncrementalStream stream =
        ClassIncrementalStream.of(equalLabels(10, 5_000), StreamSettings.of(1, 50_000, START));
    SortedMap<String, Integer> subjects = stream.subjects();
    double harmonic = 0;
    for (int rank = 1; rank <= 500; rank++) {
      harmonic += 1.0 / rank;
    }

    assertThat(subjects).hasSize(500);
    assertThat(subjects.firstKey()).isEqualTo("subject-0001");
    assertThat(subjects.lastKey()).isEqualTo("subject-0500");
    for (int rank : new int[] {1, 2, 5, 10, 20}) {
      double expected = 50_000 / harmonic / rank;
      assertThat((double) subjects.get("subject-%04d".formatted(rank)))
          .isCloseTo(expected, within(4 * Math.sqrt(expected)));
    }
  }

  @Test
  void subjectsAreThoseOfTheExamplesWithTheirCounts() {
    ClassIncrementalStream stream = stream(TEN_LABELS, 1, 100);

    assertThat(stream.subjects()).hasSizeLessThan(500);
    stream
        .subjects()
        .forEach(
            (subject, count) ->
                assertThat(stream.examples())
                    .filteredOn(example -> example.subject().equals(subject))
                    .hasSize(count));
    assertThat(stream.subjects().values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(100);
  }

  @Test
  void subjectsOccurInManyTasks() {
    assertThat(stream(TEN_LABELS, 1, 400).examples())
        .filteredOn(example -> example.subject().equals("subject-0001"))
        .extracting(StreamedExample::task)
        .contains("task-00", "task-04");
  }

  @Test
  void testRowsOfATaskAreAllRowsWithItsLabels() {
    ClassIncrementalStream stream = stream(TEN_LABELS, 1, 10);

    for (String task : stream.tasks()) {
      assertThat(stream.testRows(task))
          .hasSize(80)
          .isSorted()
          .allSatisfy(row -> assertThat(TEN_LABELS.test().label(row)).isIn(stream.labels(task)));
    }
  }

  @Test
  void namesHaveMoreDigitsWhereTwoAreTooFew() {
    int[] ones = new int[101];
    Arrays.fill(ones, 1);
    ClassIncrementalStream stream =
        ClassIncrementalStream.of(
            DatasetFixtures.sortedByLabel(ones),
            new StreamSettings(1, 101, 1, 101, START, Duration.ofSeconds(1)));

    assertThat(stream.tasks()).startsWith("task-000").endsWith("task-100").isSorted();
  }

  @Test
  void unknownTaskIsRefused() {
    ClassIncrementalStream stream = stream(TEN_LABELS, 1, 100);

    assertThatThrownBy(() -> stream.testRows("task-05"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("There is no task 'task-05'; there are [task-00,");
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> stream(TEN_LABELS, 1, 401))
        .hasMessage("401 examples wanted, there are 400 train rows");
    assertThatThrownBy(() -> ClassIncrementalStream.of(TEN_LABELS, settings(11, 1, 400, 1)))
        .hasMessage("11 tasks wanted, there are 10 labels");
    assertThatThrownBy(() -> settings(0, 1, 1, 1)).hasMessageContaining("tasks");
    assertThatThrownBy(() -> settings(1, 0, 1, 1)).hasMessageContaining("subjects");
    assertThatThrownBy(() -> settings(1, 1, 0, 1)).hasMessageContaining("examples");
    assertThatThrownBy(() -> settings(1, 1, 1, 0)).hasMessageContaining("step");
  }

  private static ClassIncrementalStream stream(Dataset dataset, long seed, int examples) {
    return ClassIncrementalStream.of(
        dataset, new StreamSettings(seed, 5, 500, examples, START, Duration.ofSeconds(1)));
  }

  private static StreamSettings settings(int tasks, int subjects, int examples, int stepSeconds) {
    return new StreamSettings(1, tasks, subjects, examples, START, Duration.ofSeconds(stepSeconds));
  }

  private static Dataset equalLabels(int labels, int rows) {
    int[] rowsOfLabel = new int[labels];
    Arrays.fill(rowsOfLabel, rows);
    return DatasetFixtures.sortedByLabel(rowsOfLabel);
  }
}

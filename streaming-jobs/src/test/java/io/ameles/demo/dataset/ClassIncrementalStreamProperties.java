package io.ameles.demo.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ClassIncrementalStreamProperties {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Property(tries = 200)
  void tasksPartitionLabelsRowsAndTestRows(
      @ForAll long seed,
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 30) Integer> rowsOfLabel,
      @ForAll @IntRange(max = 1_000) int tasksDraw,
      @ForAll @IntRange(min = 1, max = 40) int subjects,
      @ForAll RowOrder order) {
    Dataset dataset =
        DatasetFixtures.dataset(order, rowsOfLabel.stream().mapToInt(Integer::intValue).toArray());
    int rows = dataset.train().size();
    int tasks = 1 + tasksDraw % rowsOfLabel.size();
    ClassIncrementalStream stream =
        ClassIncrementalStream.of(
            dataset, new StreamSettings(seed, tasks, subjects, rows, START, Duration.ofSeconds(1)));

    List<String> labels = new ArrayList<>();
    List<StreamedExample> examples = new ArrayList<>();
    List<Integer> testRows = new ArrayList<>();
    for (String task : stream.tasks()) {
      labels.addAll(stream.labels(task));
      examples.addAll(stream.examples(task));
      testRows.addAll(stream.testRows(task));
      assertThat(stream.labels(task)).isNotEmpty().isSorted();
      assertThat(stream.examples(task))
          .allSatisfy(
              example -> {
                assertThat(example.task()).isEqualTo(task);
                assertThat(example.label()).isIn(stream.labels(task));
              });
    }

    assertThat(stream.tasks()).hasSize(tasks).isSorted();
    assertThat(labels).containsExactlyInAnyOrderElementsOf(dataset.labels());
    assertThat(testRows).doesNotHaveDuplicates().hasSize(dataset.test().size());
    assertThat(stream.examples()).isEqualTo(examples);
    assertEachOnceInOrder(dataset, examples);
    assertThat(stream.subjects()).hasSizeLessThanOrEqualTo(subjects);
  }

  private static void assertEachOnceInOrder(Dataset dataset, List<StreamedExample> examples) {
    Set<Integer> rows = new HashSet<>();
    Instant before = Instant.MIN;
    String idBefore = "";
    for (StreamedExample example : examples) {
      assertThat(rows.add(example.trainRow())).isTrue();
      assertThat(example.label()).isEqualTo(dataset.train().label(example.trainRow()));
      assertThat(example.occurredAt()).isAfter(before);
      assertThat(example.id()).isGreaterThan(idBefore);
      before = example.occurredAt();
      idBefore = example.id();
    }
    assertThat(rows).hasSize(dataset.train().size());
  }
}

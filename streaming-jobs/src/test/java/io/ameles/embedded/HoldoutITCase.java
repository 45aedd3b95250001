package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ameles.client.EventSender;
import io.ameles.client.TopicReader;
import io.ameles.model.version.Manifest;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.ModelMetric;
import io.ameles.schema.SingleObjectCodec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three tasks one after the other, what is only evaluated on sent ahead, on a real broker and a
 * real cluster: the accuracy matrix is the same however the work is divided, the model is that of
 * what it was to learn from, and what is deleted is not asked about any more. A deleted task leaves
 * the matrix, and comes back in a new place.
 */
class HoldoutITCase {
  private static final Instant OCCURRED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant ASKED = Instant.parse("2026-02-01T00:00:00Z");
  private static final int TASKS = 3;
  private static final int SUBJECTS = 5;
  private static final int TRAINED = 60;
  private static final int EVALUATED = 30;
  private static final int KEPT = 20;
  private static final String DELETED = "task-1";
  private static final Instant AFTERWARDS = Instant.parse("2026-03-01T00:00:00Z");

  private static final String RULES =
      """
      learners: [nearest-mean, ridge]
      evaluate: {holdout-per-task: 20}
      """;

  /** What every run ended with. */
  private static final Set<Map<String, Double>> MATRICES = new HashSet<>();

  private static final Set<Map<String, Double>> MATRICES_AFTERWARDS = new HashSet<>();

  @RegisterExtension static final EmbeddedKafkaBinding KAFKA = new EmbeddedKafkaBinding();

  @TempDir private Path folder;

  @BeforeAll
  static void establishGuards() {
    AvroGuards.establish();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void matrixIsTheSameAtAnyParallelism(int parallelism) {
    String prefix = "holdout-" + parallelism;
    try (JobRun run = new JobRun(KAFKA.broker(), prefix, folder, parallelism, RULES).start()) {
      for (int task = 0; task < TASKS; task++) {
        run.send(examples(task, ExampleUse.EVALUATE, EVALUATED, OCCURRED));
      }
      run.awaitEverything();
      for (int task = 0; task < TASKS; task++) {
        run.send(examples(task, ExampleUse.TRAIN, TRAINED, OCCURRED));
        run.awaitEverything();
      }
      Map<String, Double> learned = awaitMatrix(run, 0);
      MATRICES.add(learned);
      assertThat(MATRICES).hasSize(1);
      assertThat(learned)
          .containsKeys("ridge/task-2/task-0", "ridge/task-0/task-2", "nearest-mean/task-1/task-1");
      run.requireExact(run.versions().current().orElseThrow());

      run.send(List.of(forgetSubject("person-1")));
      Manifest last = run.awaitEverything();
      run.requireExact(last);
      assertThat(last.liveExamples()).isEqualTo(TASKS * TRAINED * (SUBJECTS - 1) / SUBJECTS);
      assertThat(last.evaluationExamples())
          .isEqualTo(TASKS * EVALUATED * (SUBJECTS - 1) / SUBJECTS);
      assertThat(run.requireReceipts(1).get(0).getExamplesRemoved())
          .isEqualTo(TASKS * (TRAINED + EVALUATED) / SUBJECTS);
      requireIntendedForgetting(run, last.epoch());
      requireThatATaskLeavesAndComesBack(run);
    }
  }

  private static void requireThatATaskLeavesAndComesBack(JobRun run) {
    run.send(List.of(forgetTask(DELETED), forgetTask(DELETED)));
    Manifest without = run.awaitEverything();
    run.requireExact(without);
    JobRun.await(() -> epochsOfDeletions(run).size() == 2);
    long deletion = epochsOfDeletions(run).last();
    assertThat(metrics(run))
        .filteredOn(metric -> metric.getEpoch() >= deletion)
        .extracting(ModelMetric::getTag)
        .contains("task-0", "task-2")
        .doesNotContain(DELETED);
    assertThat(names(run, deletion))
        .contains("forgetting.average-accuracy", "forgetting.spill", "holdout.row");

    run.send(examples(1, ExampleUse.EVALUATE, EVALUATED, AFTERWARDS));
    run.awaitEverything();
    run.send(examples(1, ExampleUse.TRAIN, TRAINED, AFTERWARDS));
    run.requireExact(run.awaitEverything());
    MATRICES_AFTERWARDS.add(awaitMatrix(run, deletion));
    assertThat(MATRICES_AFTERWARDS).hasSize(1);
    assertThat(metrics(run))
        .filteredOn(metric -> metric.getName().equals("holdout.row"))
        .filteredOn(metric -> DELETED.equals(metric.getTag()))
        .extracting(metric -> metric.getEpoch() > deletion, ModelMetric::getValue)
        .contains(tuple(false, 1.0), tuple(true, 3.0))
        .doesNotContain(tuple(true, 1.0));
    assertThat(epochsOfDeletions(run)).hasSize(2);
  }

  private static SortedSet<Long> epochsOfDeletions(JobRun run) {
    SortedSet<Long> epochs = new TreeSet<>();
    for (ModelMetric metric : metrics(run)) {
      if (metric.getName().equals("forgetting.intended.examples")) {
        epochs.add(metric.getEpoch());
      }
    }
    return epochs;
  }

  private static void requireIntendedForgetting(JobRun run, long epoch) {
    JobRun.await(() -> names(run, epoch).contains("forgetting.spill"));
    assertThat(names(run, epoch))
        .contains(
            "forgetting.intended.examples",
            "forgetting.intended.before",
            "forgetting.intended.after",
            "forgetting.forgetting",
            "examples.evaluation");
    for (ModelMetric metric : metrics(run)) {
      if (metric.getName().equals("holdout.examples") && metric.getEpoch() == epoch) {
        assertThat(metric.getValue()).isBetween(1.0, TASKS * KEPT - 1.0);
      }
    }
  }

  private static Set<String> names(JobRun run, long epoch) {
    Set<String> names = new HashSet<>();
    for (ModelMetric metric : metrics(run)) {
      if (metric.getEpoch() == epoch) {
        names.add(metric.getName());
      }
    }
    return names;
  }

  /**
   * R by learner, row and column, as somebody who reads the topic sees it when it is whole, of
   * epochs after that one.
   */
  private static Map<String, Double> awaitMatrix(JobRun run, long after) {
    long epoch = run.versions().current().orElseThrow().epoch();
    JobRun.await(() -> names(run, epoch).contains("holdout.row"));
    Map<String, Double> matrix = new TreeMap<>();
    Map<String, @Nullable String> rows = new HashMap<>();
    for (ModelMetric metric : metrics(run)) {
      if (metric.getName().equals("holdout.row")) {
        rows.put(metric.getLearner() + "@" + metric.getEpoch(), metric.getTag());
      }
    }
    for (ModelMetric metric : metrics(run)) {
      if (metric.getName().equals("holdout.accuracy.task") && metric.getEpoch() > after) {
        String row = rows.get(metric.getLearner() + "@" + metric.getEpoch());
        matrix.put(metric.getLearner() + "/" + row + "/" + metric.getTag(), metric.getValue());
      }
    }
    return matrix;
  }

  private static List<ModelMetric> metrics(JobRun run) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (TopicReader reader =
        new TopicReader(run.settings().kafka(), run.settings().topics().modelMetrics())) {
      reader.readAll(records::add);
    }
    SingleObjectCodec<ModelMetric> codec = SingleObjectCodec.of(ModelMetric.class);
    List<ModelMetric> metrics = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> kafka : records) {
      try {
        metrics.add(codec.decode(kafka.value()));
      } catch (MalformedEventException e) {
        throw new AssertionError("not a metric", e);
      }
    }
    metrics.sort(Comparator.comparingLong(ModelMetric::getEpoch));
    return metrics;
  }

  /** Two labels a task, which lie near those of the task before. */
  private static List<Object> examples(int task, ExampleUse use, int count, Instant from) {
    SplittableRandom random = new SplittableRandom(31L * task + (use == ExampleUse.TRAIN ? 0 : 1));
    List<Object> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = 2 * task + i % 2;
      float[] features = new float[StreamScenario.DIMENSION];
      for (int j = 0; j < features.length; j++) {
        features[j] = (float) (random.nextDouble() - 0.5) + (j == label ? 1 : 0);
      }
      features[StreamScenario.DIMENSION - 1 - i % 2] += 1;
      events.add(
          LabeledEvent.newBuilder()
              .setId(use + "-" + task + "-" + i + "-" + from)
              .setSubject("person-" + i % SUBJECTS)
              .setLabel("label-" + label)
              .setTask("task-" + task)
              .setOccurredAt(from.plusSeconds(1_000L * task + i))
              .setFeatures(EventSender.features(features))
              .setUse(use)
              .build());
    }
    return events;
  }

  private static DeletionEvent forgetTask(String task) {
    return DeletionEvent.newBuilder()
        .setRequestId("forget-task")
        .setScope(DeletionScope.TASK)
        .setTask(task)
        .setRequestedAt(ASKED)
        .build();
  }

  private static DeletionEvent forgetSubject(String subject) {
    return DeletionEvent.newBuilder()
        .setRequestId("forget")
        .setScope(DeletionScope.SUBJECT)
        .setSubject(subject)
        .setRequestedAt(ASKED)
        .build();
  }
}

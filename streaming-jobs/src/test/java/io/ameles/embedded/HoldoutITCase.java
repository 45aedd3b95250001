package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.SplittableRandom;
import java.util.TreeMap;
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
 * what it was to learn from, and what is deleted is not asked about any more.
 */
class HoldoutITCase {
  private static final Instant OCCURRED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant ASKED = Instant.parse("2026-02-01T00:00:00Z");
  private static final int TASKS = 3;
  private static final int SUBJECTS = 5;
  private static final int TRAINED = 60;
  private static final int EVALUATED = 30;
  private static final int KEPT = 20;

  private static final String RULES =
      """
      learners: [nearest-mean, ridge]
      evaluate: {holdout-per-task: 20}
      """;

  /** What every run ended with. */
  private static final Set<Map<String, Double>> MATRICES = new HashSet<>();

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
        run.send(examples(task, ExampleUse.EVALUATE, EVALUATED));
      }
      run.awaitEverything();
      for (int task = 0; task < TASKS; task++) {
        run.send(examples(task, ExampleUse.TRAIN, TRAINED));
        run.awaitEverything();
      }
      Map<String, Double> learned = awaitMatrix(run);
      MATRICES.add(learned);
      assertThat(MATRICES).hasSize(1);
      assertThat(learned)
          .containsKeys("ridge/task-2/task-0", "ridge/task-0/task-2", "nearest-mean/task-1/task-1");
      run.requireExact(run.versions().current().orElseThrow());

      run.send(List.of(forget("person-1")));
      Manifest last = run.awaitEverything();
      run.requireExact(last);
      assertThat(last.liveExamples()).isEqualTo(TASKS * TRAINED * (SUBJECTS - 1) / SUBJECTS);
      assertThat(last.evaluationExamples())
          .isEqualTo(TASKS * EVALUATED * (SUBJECTS - 1) / SUBJECTS);
      assertThat(run.requireReceipts(1).get(0).getExamplesRemoved())
          .isEqualTo(TASKS * (TRAINED + EVALUATED) / SUBJECTS);
      requireIntendedForgetting(run, last.epoch());
    }
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

  /** R by learner, row and column, as somebody who reads the topic sees it when it is whole. */
  private static Map<String, Double> awaitMatrix(JobRun run) {
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
      if (metric.getName().equals("holdout.accuracy.task")) {
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
  private static List<Object> examples(int task, ExampleUse use, int count) {
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
              .setId(use + "-" + task + "-" + i)
              .setSubject("person-" + i % SUBJECTS)
              .setLabel("label-" + label)
              .setTask("task-" + task)
              .setOccurredAt(OCCURRED.plusSeconds(1_000L * task + i))
              .setFeatures(EventSender.features(features))
              .setUse(use)
              .build());
    }
    return events;
  }

  private static DeletionEvent forget(String subject) {
    return DeletionEvent.newBuilder()
        .setRequestId("forget")
        .setScope(DeletionScope.SUBJECT)
        .setSubject(subject)
        .setRequestedAt(ASKED)
        .build();
  }
}

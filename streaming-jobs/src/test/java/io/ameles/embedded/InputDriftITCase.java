package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.client.EventSender;
import io.ameles.client.TopicReader;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.ModelMetric;
import io.ameles.schema.SingleObjectCodec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Drift of the input, from events to metrics. */
class InputDriftITCase {
  private static final String WATCHED =
      "drift: {input: {per-epoch: 100000, reference: 300, window: 100}}";
  private static final String UNWATCHED = "drift: {input: {enabled: false}}";

  @RegisterExtension static final EmbeddedKafkaBinding KAFKA = new EmbeddedKafkaBinding();

  @TempDir private Path folder;

  private final Random random = new Random(1);
  private int sent;

  @Test
  void driftIsToldADeletionIsNoneAndWatchingCanBeSwitchedOffAndOnAgain() throws Exception {
    AvroGuards.establish();
    try (JobRun run = new JobRun(KAFKA.broker(), "drift", folder, 2, WATCHED).start()) {
      run.send(events(400, "early", 0));
      run.awaitEverything();
      JobRun.await(() -> alarms(run).equals(List.of(0.0)));
      run.send(events(60, "strange", 3)); // would be an alarm, were they not deleted
      run.send(List.of(forget("strange")));
      run.awaitEverything();
      run.send(events(100, "early", 0));
      run.awaitEverything();
      assertThat(alarms(run)).containsExactly(0.0);

      run.send(events(200, "late", 3));
      run.requireExact(run.awaitEverything());
      JobRun.await(() -> alarms(run).equals(List.of(0.0, 1.0)));
      assertThat(metrics(run))
          .filteredOn(metric -> metric.getName().equals("drift.input.moved.dimension"))
          .extracting(ModelMetric::getTag)
          .contains("0");
      assertThat(metrics(run))
          .filteredOn(metric -> metric.getName().equals("drift.input.deviations"))
          .isNotEmpty();

      goOn(run, UNWATCHED);
      assertThat(alarms(run)).as("not watched").containsExactly(0.0, 1.0);
      goOn(run, WATCHED);
      JobRun.await(() -> alarms(run).equals(List.of(0.0, 1.0, 0.0)));
    }
  }

  private void goOn(JobRun run, String more) {
    Path savepoint = run.flink().stopWithSavepoint(folder.resolve("savepoints"));
    run.stop();
    run.start(
        JobRun.settings(KAFKA.broker().bootstrapServers(), "drift", folder, 2, more),
        Optional.of(savepoint));
    run.send(events(20, "late", 3));
    run.requireExact(run.awaitEverything());
  }

  /** Features around (1 + shift, 1, 1, ...), before they are normalised. */
  private List<Object> events(int count, String subject, double shift) {
    List<Object> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] features = new float[StreamScenario.DIMENSION];
      for (int d = 0; d < features.length; d++) {
        features[d] = (float) (1 + (d == 0 ? shift : 0) + 0.3 * random.nextGaussian());
      }
      events.add(
          LabeledEvent.newBuilder()
              .setId("example-" + sent++)
              .setSubject(subject)
              .setLabel(random.nextBoolean() ? "cat" : "dog")
              .setOccurredAt(Instant.ofEpochMilli(sent))
              .setFeatures(EventSender.features(features))
              .build());
    }
    return events;
  }

  private DeletionEvent forget(String subject) {
    return DeletionEvent.newBuilder()
        .setRequestId("forget-" + subject)
        .setScope(DeletionScope.SUBJECT)
        .setSubject(subject)
        .setRequestedAt(Instant.ofEpochMilli(sent))
        .build();
  }

  private static List<Double> alarms(JobRun run) {
    return metrics(run).stream()
        .filter(metric -> metric.getName().equals("drift.input.alarms"))
        .map(ModelMetric::getValue)
        .toList();
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
        throw new IllegalStateException(e);
      }
    }
    return metrics;
  }
}

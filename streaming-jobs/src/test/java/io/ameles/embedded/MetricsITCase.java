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
import io.ameles.schema.metric.MetricCatalog;
import io.ameles.schema.metric.MetricEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a job says of itself, on the topic and to Prometheus, is what the catalogue lists. */
class MetricsITCase {
  private static final String ODD_LABEL = "größe \"x\" \\ y";
  private static final String PLAIN_LABEL = "plain";
  private static final String PREFIX = "flink_taskmanager_job_task_operator_ameles_";

  @RegisterExtension static final EmbeddedKafkaBinding KAFKA = new EmbeddedKafkaBinding();

  @TempDir private Path folder;

  @BeforeAll
  static void establishGuards() {
    AvroGuards.establish();
  }

  @Test
  void everyFactIsInTheCatalogueAndEveryGaugeCanBeScraped() throws Exception {
    int port = freePort();
    try (JobRun run =
        new JobRun(
                KAFKA.broker(),
                "metrics",
                folder,
                2,
                "metrics: {port: %d}".formatted(port),
                "learners: [nearest-mean, ridge, counting-bottleneck, softmax, ensemble, projection]",
                "evaluate: {detectors: [adwin, ddm, eddm, page-hinkley, kswin]}")
            .start()) {
      run.send(StreamScenario.of(7, 400).messages());
      run.send(List.of(event("odd-1", ODD_LABEL), event("plain-1", PLAIN_LABEL)));
      run.awaitEverything();
      run.send(List.of(event("odd-2", ODD_LABEL), event("plain-2", PLAIN_LABEL)));
      run.awaitEverything();
      JobRun.await(() -> names(facts(run)).contains("events.per-second"));
      JobRun.await(
          () -> tags(facts(run), "accuracy.label").containsAll(List.of(ODD_LABEL, PLAIN_LABEL)));

      List<ModelMetric> facts = facts(run);
      facts.forEach(MetricsITCase::requireAsInTheCatalogue);
      assertThat(names(facts))
          .contains("learner.condition", "learner.remaining", "checkpoint.interval-seconds");
      checkScrape(Scrape.parse(get(port)), facts);
      run.send(List.of(forgetOddLabel()));
      run.awaitEverything();
      awaitThatTheOddLabelIsGone(port);
    }
  }

  private static DeletionEvent forgetOddLabel() {
    return DeletionEvent.newBuilder()
        .setRequestId("forget-label")
        .setScope(DeletionScope.LABEL)
        .setLabel(ODD_LABEL)
        .setRequestedAt(Instant.EPOCH)
        .build();
  }

  private static void awaitThatTheOddLabelIsGone(int port)
      throws IOException, InterruptedException {
    JobRun.await(() -> !scraped(port).contains("größe"));
    assertThat(Scrape.parse(get(port)).named(PREFIX + "learner_tag_accuracy_label"))
        .as("other labels stay")
        .extracting(sample -> sample.labels().get("tag"))
        .contains(PLAIN_LABEL);
  }

  private static String scraped(int port) {
    try {
      return get(port);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void requireAsInTheCatalogue(ModelMetric fact) {
    MetricEntry entry = MetricCatalog.find(fact.getName()).orElse(null);
    assertThat(entry).as(fact.getName()).isNotNull();
    assertThat(fact.getLearner() != null).as(fact.toString()).isEqualTo(entry.perLearner());
    assertThat(fact.getTag() != null).as(fact.toString()).isEqualTo(entry.hasTag());
    assertThat(entry.told()).isEqualTo(MetricEntry.Told.TOPIC);
  }

  private static void checkScrape(Scrape scrape, List<ModelMetric> facts) {
    for (String name : names(facts)) {
      assertThat(scrape.named(PREFIX + gauge(name))).as(name).isNotEmpty();
    }
    assertThat(scrape.named(PREFIX + "learner_tag_accuracy_label"))
        .extracting(Scrape.Sample::labels)
        .anySatisfy(
            labels ->
                assertThat(labels)
                    .containsEntry("learner", "nearest-mean")
                    .containsEntry("tag", ODD_LABEL));
    assertThat(scrape.named(PREFIX + "metrics_unknown"))
        .extracting(Scrape.Sample::value)
        .containsExactly(0.0);
    assertThat(scrape.named(PREFIX + "checkpoint_age_seconds")).hasSize(1);
    assertThat(Scrape.FLINKS_OWN).allSatisfy(name -> assertThat(scrape.named(name)).isNotEmpty());
    assertThat(scrape.all())
        .as("no ids of subjects and examples")
        .allSatisfy(
            sample ->
                assertThat(sample.labels().values())
                    .noneMatch(value -> value.matches(".*(subject|example|odd|plain)-\\d+.*")));
  }

  private static String gauge(String name) {
    MetricEntry entry = MetricCatalog.find(name).orElseThrow();
    return (entry.perLearner() ? "learner_" : "")
        + (entry.hasTag() ? "tag_" : "")
        + name.replaceAll("[.-]", "_");
  }

  private static LabeledEvent event(String id, String label) {
    float[] features = new float[StreamScenario.DIMENSION];
    features[0] = 1; // nothing but zeros would be a dead letter
    return LabeledEvent.newBuilder()
        .setId(id)
        .setSubject("subject-0")
        .setLabel(label)
        .setOccurredAt(Instant.EPOCH)
        .setFeatures(EventSender.features(features))
        .build();
  }

  private static List<String> names(List<ModelMetric> facts) {
    return facts.stream().map(ModelMetric::getName).distinct().toList();
  }

  private static List<String> tags(List<ModelMetric> facts, String name) {
    return facts.stream()
        .filter(fact -> fact.getName().equals(name))
        .map(ModelMetric::getTag)
        .distinct()
        .toList();
  }

  private static List<ModelMetric> facts(JobRun run) {
    SingleObjectCodec<ModelMetric> codec = SingleObjectCodec.of(ModelMetric.class);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (TopicReader reader =
        new TopicReader(run.settings().kafka(), run.settings().topics().modelMetrics())) {
      reader.readAll(records::add);
    }
    return records.stream().map(kafka -> decode(codec, kafka.value())).toList();
  }

  private static ModelMetric decode(SingleObjectCodec<ModelMetric> codec, byte[] value) {
    try {
      return codec.decode(value);
    } catch (MalformedEventException e) {
      throw new AssertionError(e);
    }
  }

  private static String get(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/metrics".formatted(port))).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

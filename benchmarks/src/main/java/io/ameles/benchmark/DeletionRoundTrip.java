package io.ameles.benchmark;

import io.ameles.client.EventSender;
import io.ameles.client.TopicReader;
import io.ameles.embedded.EmbeddedFlink;
import io.ameles.embedded.EmbeddedKafka;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.job.JobSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * From sending a deletion to reading the receipt that says it is applied, through broker, cluster
 * and checkpoints, when a given number of examples was learned before. NOT thread-safe.
 */
final class DeletionRoundTrip {
  private static final long TIME = 1_700_000_000_000L;

  private final int examplesPerSubject;
  private final int dimension;
  private final Duration interval;
  private final SplittableRandom random = new SplittableRandom(1);

  /**
   * What was measured.
   *
   * @param receiptMillis from the request to its receipt
   * @param checkpointMillis of the checkpoints meanwhile, from trigger to the last acknowledgement
   * @param checkpointMebibytes what these wrote
   */
  record Result(
      Quantiles receiptMillis, Quantiles checkpointMillis, Quantiles checkpointMebibytes) {}

  /**
   * @param interval between checkpoints
   */
  DeletionRoundTrip(int examplesPerSubject, int dimension, Duration interval) {
    this.examplesPerSubject = examplesPerSubject;
    this.dimension = dimension;
    this.interval = interval;
  }

  /**
   * @param learned examples before the first deletion; as many are learned anew as are deleted
   * @param deletions how often to measure
   */
  Result measure(
      EmbeddedKafka kafka, Path folder, LedgerCost.Backend backend, int learned, int deletions)
      throws MalformedEventException {
    String name = "cost-%s-%d".formatted(backend.name().toLowerCase(Locale.ROOT), learned);
    String type = backend == LedgerCost.Backend.HEAP ? "hashmap" : "rocksdb";
    JobSettings settings =
        BenchmarkJob.settings(
            kafka,
            folder,
            name,
            dimension,
            2,
            interval,
            "flink: {state.backend.type: %s}".formatted(type));
    kafka.createTopics(settings.topics(), 2);
    try (EmbeddedFlink flink = EmbeddedFlink.start(settings, Optional.empty());
        EventSender sender = new EventSender(settings.kafka(), settings.topics());
        TopicReader receipts =
            new TopicReader(settings.kafka(), settings.topics().deletionReceipts())) {
      int subjects = learned / examplesPerSubject;
      for (int subject = 0; subject < subjects; subject++) {
        learn(sender, subject);
      }
      sender.flush();
      awaitLive(flink, settings, (long) subjects * examplesPerSubject);
      return measure(flink, sender, receipts, subjects, deletions);
    }
  }

  private Result measure(
      EmbeddedFlink flink, EventSender sender, TopicReader receipts, int subjects, int deletions)
      throws MalformedEventException {
    List<Double> millis = new ArrayList<>();
    Map<Long, EmbeddedFlink.Checkpoint> checkpoints = new TreeMap<>();
    for (int i = 0; i < deletions; i++) {
      LockSupport.parkNanos(random.nextLong(interval.toNanos())); // at any moment of an interval
      long began = System.nanoTime();
      sender.send(request(i));
      sender.flush();
      requireApplied(receipts, "request-" + i);
      millis.add((System.nanoTime() - began) / 1e6);
      flink.newestCheckpoint().ifPresent(newest -> checkpoints.put(newest.id(), newest));
      learn(sender, subjects + i);
      sender.flush();
    }
    return new Result(
        new Quantiles(millis),
        new Quantiles(checkpoints.values().stream().map(c -> (double) c.millis()).toList()),
        new Quantiles(checkpoints.values().stream().map(c -> c.bytes() / 1048576.0).toList()));
  }

  private void requireApplied(TopicReader receipts, String request) throws MalformedEventException {
    SingleObjectCodec<DeletionReceipt> codec = SingleObjectCodec.of(DeletionReceipt.class);
    while (true) {
      for (ConsumerRecord<byte[], byte[]> kafka : receipts.poll()) {
        DeletionReceipt receipt = codec.decode(kafka.value());
        if (receipt.getRequestId().equals(request) && receipt.getStage() == ReceiptStage.APPLIED) {
          if (receipt.getExamplesRemoved() != examplesPerSubject) {
            throw new IllegalStateException("not what was to be measured: " + receipt);
          }
          return;
        }
      }
    }
  }

  private static void awaitLive(EmbeddedFlink flink, JobSettings settings, long examples) {
    VersionStore store = new VersionStore(settings.modelStore(), settings.model());
    while (store.current().map(Manifest::liveExamples).orElse(0L) < examples) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      if (!flink.isAlive()) {
        throw new IllegalStateException(flink.awaitFailure().orElse("the job ended"));
      }
    }
  }

  private void learn(EventSender sender, int subject) {
    for (int i = 0; i < examplesPerSubject; i++) {
      float[] features = new float[dimension];
      for (int j = 0; j < dimension; j++) {
        features[j] = (float) (random.nextDouble() - 0.5);
      }
      sender.send(
          LabeledEvent.newBuilder()
              .setId("example-" + subject + "-" + i)
              .setSubject("subject-" + subject)
              .setLabel("label-" + random.nextInt(10))
              .setOccurredAt(Instant.ofEpochMilli(TIME))
              .setFeatures(EventSender.features(features))
              .build());
    }
  }

  private static DeletionEvent request(int subject) {
    return DeletionEvent.newBuilder()
        .setRequestId("request-" + subject)
        .setScope(DeletionScope.SUBJECT)
        .setSubject("subject-" + subject)
        .setRequestedAt(Instant.ofEpochMilli(TIME))
        .build();
  }
}

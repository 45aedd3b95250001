package io.ameles.demo;

import io.ameles.client.TopicReader;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.ModelMetric;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.topic.TopicNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Listens to receipts and metrics as anybody outside could.
 *
 * <p>NOT thread-safe.
 */
final class DemoWatch implements AutoCloseable {
  private final TopicReader receiptReader;
  private final TopicReader metricReader;
  private final SingleObjectCodec<DeletionReceipt> receiptCodec =
      SingleObjectCodec.of(DeletionReceipt.class);
  private final SingleObjectCodec<ModelMetric> metricCodec =
      SingleObjectCodec.of(ModelMetric.class);
  private final List<DeletionReceipt> receipts = new ArrayList<>();
  private final Map<String, Long> receivedNanos = new LinkedHashMap<>();
  private final SortedMap<String, Double> accuracies = new TreeMap<>();
  private final SortedMap<String, Double> recentAccuracies = new TreeMap<>();

  DemoWatch(Properties kafka, TopicNames topics) {
    receiptReader = new TopicReader(kafka, topics.deletionReceipts());
    metricReader = new TopicReader(kafka, topics.modelMetrics());
  }

  /** Takes in what arrives within a moment. */
  void poll() throws MalformedEventException {
    for (ConsumerRecord<byte[], byte[]> kafka : receiptReader.poll()) {
      DeletionReceipt receipt = receiptCodec.decode(kafka.value());
      receipts.add(receipt);
      receivedNanos.putIfAbsent(receipt.getRequestId(), System.nanoTime());
    }
    for (ConsumerRecord<byte[], byte[]> kafka : metricReader.poll()) {
      take(metricCodec.decode(kafka.value()));
    }
  }

  private void take(ModelMetric metric) {
    String learner = metric.getLearner();
    if (learner != null && metric.getName().equals("accuracy.overall")) {
      accuracies.put(learner, metric.getValue());
    }
    if (learner != null && metric.getName().equals("accuracy.window")) {
      recentAccuracies.put(learner, metric.getValue());
    }
  }

  /** In the order of their numbers. */
  List<DeletionReceipt> receipts() {
    return receipts.stream()
        .sorted(Comparator.comparingLong(DeletionReceipt::getSequence))
        .toList();
  }

  /** When the first receipt of each request arrived, {@link System#nanoTime}. */
  Map<String, Long> receivedNanos() {
    return receivedNanos;
  }

  /** Prequential accuracy since the beginning, by learner. */
  SortedMap<String, Double> accuracies() {
    return accuracies;
  }

  /** Prequential accuracy over the latest examples, by learner. */
  SortedMap<String, Double> recentAccuracies() {
    return recentAccuracies;
  }

  @Override
  public void close() {
    receiptReader.close();
    metricReader.close();
  }
}

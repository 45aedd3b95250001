package io.ameles.demo;

import io.ameles.client.TopicReader;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.ModelMetric;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.schema.TopicNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
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
  private final Map<Long, Long> receivedNanos = new HashMap<>();
  private final Set<Long> epochs = new HashSet<>();
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
      receivedNanos.put(receipt.getSequence(), System.nanoTime());
    }
    for (ConsumerRecord<byte[], byte[]> kafka : metricReader.poll()) {
      take(metricCodec.decode(kafka.value()));
    }
  }

  private void take(ModelMetric metric) {
    String learner = metric.getLearner();
    if (metric.getName().equals("examples.live")) {
      epochs.add(metric.getEpoch());
    }
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

  /** When a receipt arrived, {@link System#nanoTime}. */
  long receivedNanos(DeletionReceipt receipt) {
    return receivedNanos.getOrDefault(receipt.getSequence(), 0L);
  }

  /** How many versions there have been; older ones are deleted when something is forgotten. */
  int versions() {
    return epochs.size();
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

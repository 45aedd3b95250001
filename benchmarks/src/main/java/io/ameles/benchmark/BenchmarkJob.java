package io.ameles.benchmark;

import io.ameles.embedded.EmbeddedKafka;
import io.ameles.model.receipt.ReceiptKeys;
import io.ameles.stream.job.ConfigurationFile;
import io.ameles.stream.job.JobSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The configuration that benchmarks run with. */
final class BenchmarkJob {
  /** What the configuration takes from the environment. */
  static final Map<String, String> SECRETS =
      Map.of(ConfigurationFile.KEY_VARIABLE, "5a".repeat(32));

  private BenchmarkJob() {}

  static JobSettings settings(
      EmbeddedKafka kafka,
      Path folder,
      String name,
      int dimension,
      int parallelism,
      Duration interval,
      String more) {
    return settings(kafka, folder, name, dimension, parallelism, interval, more, name);
  }

  /** As above, with topics that several models may share. */
  static JobSettings settings(
      EmbeddedKafka kafka,
      Path folder,
      String topics,
      int dimension,
      int parallelism,
      Duration interval,
      String more,
      String model) {
    return ConfigurationFile.parse(
        yaml(kafka, folder, topics, dimension, parallelism, interval, more, model),
        folder,
        SECRETS);
  }

  /** The text of a configuration file; its keys are made. */
  static String yaml(
      EmbeddedKafka kafka,
      Path folder,
      String topics,
      int dimension,
      int parallelism,
      Duration interval,
      String more,
      String model) {
    ReceiptKeys.readOrCreate(
        folder.resolve("receipt-keys.json"), new SecureRandom(), Instant.EPOCH);
    return """
        model: %s
        topics: {prefix: "%s-"}
        kafka: {bootstrap.servers: "%s"}
        intake: {dimension: %d, max-event-bytes: 8388608}
        device: cpu
        parallelism: %d
        checkpoints: {directory: checkpoints, interval: %s}
        model-store: {directory: models, keep-versions: 100000}
        receipts: {key-file: receipt-keys.json}
        %s
        """
        .formatted(model, topics, kafka.bootstrapServers(), dimension, parallelism, interval, more);
  }
}

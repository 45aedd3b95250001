package io.ameles.stream.job;

import io.ameles.stream.seal.FlinkRocksOptions;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** The engine options on which the guarantees rest, and sensible values for the others. */
public final class FlinkDefaults {
  private static final String PROMETHEUS =
      "org.apache.flink.metrics.prometheus.PrometheusReporterFactory";

  private FlinkDefaults() {}

  /**
   * @param settings whose {@code flink} section overrides what is merely sensible
   */
  public static Configuration of(JobSettings settings) {
    Map<String, String> options = new HashMap<>();
    options.put("execution.checkpointing.num-retained", "2");
    options.put("execution.checkpointing.timeout", "10 min");
    options.put("execution.checkpointing.incremental", "true");
    options.put("state.backend.type", "hashmap");
    options.put("state.backend.rocksdb.options-factory", FlinkRocksOptions.class.getName());
    options.put("restart-strategy.type", "exponential-delay");
    options.put("restart-strategy.exponential-delay.initial-backoff", "1 s");
    options.put("restart-strategy.exponential-delay.max-backoff", "1 min");
    options.put("parallelism.default", Integer.toString(settings.parallelism()));
    options.put("execution.checkpointing.dir", settings.checkpoints().toUri().toString());
    if (settings.metricsPort() != null) {
      options.put("metrics.reporters", "prom");
      options.put("metrics.reporter.prom.factory.class", PROMETHEUS);
      options.put("metrics.reporter.prom.port", Integer.toString(settings.metricsPort()));
      // Labels of the model would lose every letter that is not ASCII.
      options.put("metrics.reporter.prom.filterLabelValueCharacters", "false");
    }
    options.putAll(settings.flink());

    options.put("pipeline.name", "ameles-" + settings.model());
    // A version is a cut of the stream only if barriers are aligned and nothing counts twice.
    options.put("execution.runtime-mode", "STREAMING");
    options.put("execution.checkpointing.mode", "EXACTLY_ONCE");
    options.put("execution.checkpointing.unaligned.enabled", "false");
    options.put("execution.checkpointing.max-concurrent-checkpoints", "1");
    // Each run has its own folder, by which its checkpoints are told from those of others.
    options.put("execution.checkpointing.create-subdir", "true");
    options.put(
        "execution.checkpointing.interval", settings.checkpointInterval().toMillis() + " ms");
    options.put(
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    // Everything has its own serializer and its own name; a slip must fail, not fall back.
    options.put("pipeline.generic-types", "false");
    options.put("pipeline.auto-generate-uids", "false");
    // The same for every operator, or chains that form at one parallelism only would not restore at
    // another.
    options.put("pipeline.max-parallelism", "128");
    // Values are immutable, so passing them on within a chain needs no copies.
    options.put("pipeline.object-reuse", "true");
    return Configuration.fromMap(options);
  }

  /**
   * The options of the job that answers questions. Where it was is kept by Kafka, as the offsets of
   * its consumer group, so its checkpoints need no storage and nobody has to restore one.
   */
  public static Configuration ofPredictions(JobSettings settings) {
    Map<String, String> options = of(settings).toMap();
    options.keySet().removeIf(option -> option.startsWith("metrics."));
    options.remove("execution.checkpointing.dir");
    options.remove("execution.state-recovery.path");
    options.put("pipeline.name", "ameles-" + settings.model() + "-predictions");
    options.put("state.backend.type", "hashmap");
    options.put("execution.checkpointing.storage", "jobmanager");
    options.put("execution.checkpointing.mode", "AT_LEAST_ONCE");
    options.put(
        "execution.checkpointing.externalized-checkpoint-retention", "NO_EXTERNALIZED_CHECKPOINTS");
    options.put("execution.checkpointing.tolerable-failed-checkpoints", "1000000");
    return Configuration.fromMap(options);
  }
}

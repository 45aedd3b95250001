package io.ameles.stream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ameles.stream.Fixtures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.junit.jupiter.api.Test;

class FlinkDefaultsTest {
  private static final String AGAINST_THE_GUARANTEES =
      """
      flink:
        pipeline.name: mine
        execution.runtime-mode: BATCH
        execution.checkpointing.mode: AT_LEAST_ONCE
        execution.checkpointing.unaligned.enabled: true
        execution.checkpointing.unaligned: true
        execution.checkpointing.interval: 1 h
        execution.checkpointing.max-concurrent-checkpoints: 3
        execution.checkpointing.create-subdir: false
        execution.checkpointing.externalized-checkpoint-retention: NO_EXTERNALIZED_CHECKPOINTS
        pipeline.generic-types: true
        pipeline.auto-generate-uids: true
        pipeline.max-parallelism: 7
        pipeline.object-reuse: false
      """;

  @Test
  void guaranteesRestOnTheseOptions() {
    checkGuarantees(of(""));
  }

  @Test
  void guaranteesCannotBeOverridden() {
    checkGuarantees(of(AGAINST_THE_GUARANTEES));
  }

  private static void checkGuarantees(Configuration flink) {
    assertThat(flink.get(ExecutionOptions.RUNTIME_MODE)).isEqualTo(RuntimeExecutionMode.STREAMING);
    assertThat(flink.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))
        .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
    assertThat(flink.get(CheckpointingOptions.ENABLE_UNALIGNED)).isFalse();
    assertThat(flink.get(CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS)).isEqualTo(1);
    assertThat(flink.get(CheckpointingOptions.CREATE_CHECKPOINT_SUB_DIR)).isTrue();
    assertThat(flink.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(flink.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
        .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    assertThat(flink.get(PipelineOptions.GENERIC_TYPES)).isFalse();
    assertThat(flink.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
    assertThat(flink.get(PipelineOptions.OBJECT_REUSE)).isTrue();
    assertThat(flink.get(PipelineOptions.MAX_PARALLELISM)).isEqualTo(128);
    assertThat(flink.get(PipelineOptions.NAME)).isEqualTo("ameles-default");
  }

  @Test
  void whatIsMerelySensibleCanBeOverridden() {
    Configuration defaults = of("");
    assertThat(defaults.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("hashmap");
    assertThat(defaults.get(CoreOptions.DEFAULT_PARALLELISM)).isEqualTo(2);
    assertThat(defaults.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .contains("checkpoints/default");

    Configuration chosen = of("flink: {state.backend.type: rocksdb, parallelism.default: 3}");
    assertThat(chosen.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
    assertThat(chosen.get(CoreOptions.DEFAULT_PARALLELISM)).isEqualTo(3);
  }

  @Test
  void nobodyIsListenedToUnlessThereIsAPortForMetrics() {
    assertThat(of("").containsKey("metrics.reporters")).isFalse();
    assertThat(of("metrics: {port: 9249}").toMap())
        .containsEntry("metrics.reporters", "prom")
        .containsEntry("metrics.reporter.prom.port", "9249");
    assertThatThrownBy(() -> of("metrics: {port: 0}"))
        .hasMessageContaining("metrics.port")
        .hasMessageContaining("from 1 to 65535");
  }

  private static Configuration of(String flink) {
    String yaml =
        "kafka: {bootstrap.servers: 'a:1'}\nintake: {dimension: 4}\n" + Fixtures.RECEIPTS + flink;
    return FlinkDefaults.of(
        ConfigurationFile.parse(
            yaml, Path.of("/srv"), Map.of(ConfigurationFile.KEY_VARIABLE, "5a".repeat(32))));
  }
}

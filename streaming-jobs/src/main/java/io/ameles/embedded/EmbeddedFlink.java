package io.ameles.embedded;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.encode.EncoderFile;
import io.ameles.model.encode.EncoderSettings;
import io.ameles.stream.job.AmelesTopology;
import io.ameles.stream.job.FlinkDefaults;
import io.ameles.stream.job.JobSettings;
import io.ameles.stream.job.PredictionJob;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in this JVM that runs one job. Real JobManager, real TaskManager, real
 * checkpoints; only the processes are missing.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedFlink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedFlink.class);

  private static final int CANCEL_SECONDS = 10;

  private static final String ENGINE_THREADS = "ai.djl.pytorch.num_threads";

  private final MiniCluster cluster;
  private final JobID job;
  private final @Nullable JobID predictions;
  private final @Nullable DirectoryLock lock;

  private EmbeddedFlink(
      MiniCluster cluster, JobID job, @Nullable JobID predictions, @Nullable DirectoryLock lock) {
    this.cluster = cluster;
    this.job = job;
    this.predictions = predictions;
    this.lock = lock;
  }

  /**
   * Starts a cluster and the job on it; beside it, if so configured, the one that answers
   * questions, in one subtask.
   *
   * @param settings of the job
   * @param restoreFrom a checkpoint or savepoint to begin with
   * @throws AmelesException if the job cannot be started
   */
  public static EmbeddedFlink start(JobSettings settings, Optional<Path> restoreFrom) {
    return start(settings, restoreFrom, null);
  }

  /** As above; {@code lock} is released when the job is closed. */
  static EmbeddedFlink start(
      JobSettings settings, Optional<Path> restoreFrom, @Nullable DirectoryLock lock) {
    shareProcessors(settings.parallelism(), settings.intake().encoder());
    Configuration configuration = FlinkDefaults.of(settings);
    configuration.setString("rest.bind-port", "0");
    configuration.setString("rest.address", "127.0.0.1");
    restoreFrom.ifPresent(
        path -> {
          LOG.info("Job {} continues from {}", settings.model(), path);
          configuration.setString("execution.state-recovery.path", path.toUri().toString());
          configuration.setString(
              "execution.state-recovery.claim-mode",
              RetainedCheckpoints.isOurs(path) ? "CLAIM" : "NO_CLAIM");
        });
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(ofTheCluster(configuration))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(
                    settings.parallelism() + (settings.predictions().enabled() ? 1 : 0))
                .build());
    try {
      cluster.start();
      JobID job = submit(cluster, graph(settings, configuration));
      JobID predictions =
          settings.predictions().enabled() ? submit(cluster, predictions(settings)) : null;
      return new EmbeddedFlink(cluster, job, predictions, lock);
    } catch (Exception e) {
      cluster.closeAsync().join();
      throw new AmelesException(
          ErrorCode.CONFIGURATION, "The job could not be started: " + rootMessage(e), e);
    }
  }

  /**
   * Each job brings its own place for checkpoints, or none: what answers questions must not write
   * into the folder of what learns, where restoring and sealing look.
   */
  private static Configuration ofTheCluster(Configuration configuration) {
    Configuration options = new Configuration(configuration);
    options.removeKey("execution.checkpointing.dir");
    options.removeKey("execution.state-recovery.path");
    return options;
  }

  private static JobID submit(MiniCluster cluster, StreamGraph graph) throws Exception {
    JobID job = cluster.submitJob(graph).get().getJobID();
    ClientUtils.waitUntilJobInitializationFinished(
        () -> cluster.getJobStatus(job).get(),
        () -> cluster.requestJobResult(job).get(),
        EmbeddedFlink.class.getClassLoader());
    return job;
  }

  /**
   * Every subtask's products would use all processors, and those of several subtasks would wait for
   * one another. Read when the tensor engine starts, so the first job decides.
   */
  private static void shareProcessors(int parallelism, @Nullable EncoderSettings encoder) {
    if (System.getProperty(ENGINE_THREADS) == null) {
      int share = engineThreads(Runtime.getRuntime().availableProcessors(), parallelism, encoder);
      System.setProperty(ENGINE_THREADS, Integer.toString(share));
    }
  }

  /**
   * One for a TorchScript encoder, whose last bits may depend on the number of threads: it must not
   * change with the parallelism.
   */
  static int engineThreads(int processors, int parallelism, @Nullable EncoderSettings encoder) {
    return encoder != null && EncoderFile.isTorchScript(encoder.path())
        ? 1
        : Math.max(1, processors / parallelism);
  }

  private static StreamGraph graph(JobSettings settings, Configuration configuration) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    new AmelesTopology(settings).build(env);
    return env.getStreamGraph();
  }

  private static StreamGraph predictions(JobSettings settings) {
    Configuration configuration = FlinkDefaults.ofPredictions(settings);
    configuration.setString("parallelism.default", "1");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    PredictionJob.build(settings, env);
    return env.getStreamGraph();
  }

  /** Whether the job has not ended for good; a job that restarts itself has not. */
  public boolean isAlive() {
    return !status().isGloballyTerminalState();
  }

  /** What the engine says of the job. */
  public JobStatus status() {
    return await(cluster.getJobStatus(job), "ask for the job's status");
  }

  /** Whether every part of the job is at work. */
  public boolean isRunning() {
    for (AccessExecutionVertex vertex : vertices(job)) {
      if (vertex.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
  }

  /** How often the busiest part of the job was started again after a failure. */
  public int restarts() {
    int most = 0;
    for (AccessExecutionVertex vertex : vertices(job)) {
      most = Math.max(most, vertex.getCurrentExecutionAttempt().getAttemptNumber());
    }
    return most;
  }

  /**
   * A completed checkpoint.
   *
   * @param id its number
   * @param millis from its trigger to the last acknowledgement
   * @param bytes that it wrote
   */
  public record Checkpoint(long id, long millis, long bytes) {}

  /** The newest completed checkpoint since the start; empty before the first. */
  public Optional<Checkpoint> newestCheckpoint() {
    CheckpointStatsSnapshot stats =
        await(cluster.getExecutionGraph(job), "ask for checkpoints").getCheckpointStatsSnapshot();
    CompletedCheckpointStats newest =
        stats == null ? null : stats.getHistory().getLatestCompletedCheckpoint();
    return Optional.ofNullable(newest)
        .map(
            it ->
                new Checkpoint(
                    it.getCheckpointId(), it.getEndToEndDuration(), it.getCheckpointedSize()));
  }

  /** How often the job that answers questions was started again after a failure. */
  int restartsOfPredictions() {
    int most = 0;
    for (AccessExecutionVertex vertex : vertices(Objects.requireNonNull(predictions))) {
      most = Math.max(most, vertex.getCurrentExecutionAttempt().getAttemptNumber());
    }
    return most;
  }

  private Iterable<? extends AccessExecutionVertex> vertices(JobID of) {
    return await(cluster.getExecutionGraph(of), "ask for the job's state")
        .getAllExecutionVertices();
  }

  /** Why the job ended for good; empty if it did not fail. Waits until it ends. */
  public Optional<String> awaitFailure() {
    JobResult result = await(cluster.requestJobResult(job), "wait for the job");
    return result.getSerializedThrowable().map(EmbeddedFlink::rootMessage);
  }

  /** Stops the job with a savepoint below {@code directory}; returns the savepoint. */
  public Path stopWithSavepoint(Path directory) {
    String savepoint =
        await(
            cluster.stopWithSavepoint(
                job, directory.toUri().toString(), false, SavepointFormatType.CANONICAL),
            "stop with a savepoint");
    return Path.of(URI.create(savepoint));
  }

  /** Ends the TaskManager without any warning and starts another, as a machine may do any time. */
  void replaceTaskManager() {
    await(cluster.terminateTaskManager(0), "end the TaskManager");
    try {
      cluster.startTaskManager();
    } catch (Exception e) {
      throw new AmelesException(
          ErrorCode.STORAGE, "Another TaskManager does not start: " + rootMessage(e), e);
    }
  }

  private static <T> T await(CompletableFuture<? extends T> future, String action) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION, "Could not %s: %s".formatted(action, rootMessage(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmelesException(
          ErrorCode.CONFIGURATION, "Interrupted before it could " + action, e);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  /** Stops the job where it is; its retained checkpoint stays. */
  @Override
  public void close() {
    if (predictions != null) {
      cancel(predictions);
    }
    cancel(job);
    cluster.closeAsync().join();
    if (lock != null) {
      lock.close();
    }
  }

  private void cancel(JobID one) {
    try {
      cluster.cancelJob(one).get(CANCEL_SECONDS, TimeUnit.SECONDS);
      cluster.requestJobResult(one).get(CANCEL_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("A job was not cancelled in time or had ended before.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

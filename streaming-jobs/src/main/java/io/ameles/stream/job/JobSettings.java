package io.ameles.stream.job;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.drift.DetectorType;
import io.ameles.model.identity.PseudonymKey;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.model.learn.Learner;
import io.ameles.schema.TopicNames;
import io.ameles.stream.admit.RequestRules;
import io.ameles.stream.decode.IntakeRules;
import io.ameles.stream.drift.input.InputDrift;
import io.ameles.stream.erase.SourceErasure;
import io.ameles.stream.learn.Provenance;
import io.ameles.stream.ledger.LedgerMode;
import io.ameles.stream.predict.PredictionSettings;
import io.ameles.stream.receipt.ReceiptSettings;
import io.ameles.stream.seal.SealingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be chosen about a job; validated by {@link ConfigurationFile}. See
 * docs/operations.md for what each means.
 *
 * @param model the model's name; names topics' consumers, transactions and the store's folder
 * @param topics names of the topics
 * @param kafka client properties, {@code bootstrap.servers} among them
 * @param intake which events are accepted
 * @param pseudonymKey the secret behind pseudonyms
 * @param ledger what is kept of live examples
 * @param retention how long examples are kept; null: for ever
 * @param retentionEvery how often retention is applied
 * @param learners of the model, in the order of the configuration; no two have the same name
 * @param device where tensors live
 * @param modelStore where versions are published
 * @param keepVersions how many versions are kept
 * @param checkpoints where checkpoints are kept
 * @param checkpointInterval time between checkpoints, which is the time between versions
 * @param parallelism subtasks per operator
 * @param batchSize elements of a full micro-batch
 * @param batchWait how long a lone element may wait
 * @param accuracyWindow how many of the latest examples the windowed accuracy looks at
 * @param detectors that watch errors for drift
 * @param keepPayloads whether dead letters carry the record's value
 * @param transactionTimeout of Kafka transactions
 * @param flink Flink options that override what this software sets
 * @param receipts keys of receipts and clocks of requests
 * @param sealing what can be chosen about sealing
 * @param requests who may ask for what to be forgotten
 * @param sourceErasure whether the records of what is forgotten are erased at their source
 * @param predictions what can be chosen about predictions
 * @param inputDrift whether and how the input is watched for drift
 * @param holdoutPerTask how many of the examples that are only evaluated on are kept for each task,
 *     or for each label without one
 * @param console where the console listens, and to whom; the job has no use for it
 * @param metricsPort where Prometheus may ask a cluster of our own; null: nowhere
 */
public record JobSettings(
    String model,
    TopicNames topics,
    Properties kafka,
    IntakeRules intake,
    PseudonymKey pseudonymKey,
    LedgerMode ledger,
    @Nullable Duration retention,
    Duration retentionEvery,
    List<Learner> learners,
    TensorDevice device,
    Path modelStore,
    int keepVersions,
    Path checkpoints,
    Duration checkpointInterval,
    int parallelism,
    int batchSize,
    Duration batchWait,
    long accuracyWindow,
    List<DetectorType> detectors,
    boolean keepPayloads,
    Duration transactionTimeout,
    Map<String, String> flink,
    ReceiptSettings receipts,
    SealingSettings sealing,
    RequestRules requests,
    SourceErasure sourceErasure,
    PredictionSettings predictions,
    InputDrift inputDrift,
    int holdoutPerTask,
    ConsoleOptions console,
    @Nullable Integer metricsPort) {
  /** Copies the collections. */
  public JobSettings {
    Properties copy = new Properties();
    copy.putAll(kafka);
    kafka = copy;
    learners = List.copyOf(learners);
    detectors = List.copyOf(detectors);
    flink = Map.copyOf(flink);
  }

  /** Says the model only: client properties may hold passwords. */
  @Override
  public String toString() {
    return "JobSettings[model=%s]".formatted(model);
  }

  Provenance provenance(IntakeRules pinned) {
    return new Provenance(
        model,
        Software.name(),
        pinned,
        ledger.name().toLowerCase(Locale.ROOT),
        learners.stream().map(Learner::settings).toList(),
        new Pseudonyms(pseudonymKey).ofKey().toHex());
  }
}

package io.ameles.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.version.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What came of a demonstration, as a file for programs.
 *
 * @param dataset name of the data set
 * @param seed of everything random
 * @param parallelism of the job
 * @param ledger mode of the ledger
 * @param examplesSent how many events were sent to learn from
 * @param examplesLearned how many of them were learned
 * @param liveExamples how many of them the model is made of at the end
 * @param evaluationSent how many events were sent to evaluate on only
 * @param evaluationExamples how many of them it is evaluated on at the end
 * @param deadLetters labelled events and deletions that were set aside
 * @param versions how many versions were published
 * @param accounting what became of every record
 * @param seconds how long it all took, by stage
 * @param deletions what became of the requests
 * @param receipts one entry per request that was sent
 * @param tasks names, in the order of the stream
 * @param learners by name
 * @param out folder that everything is kept in
 */
public record DemoReport(
    String dataset,
    long seed,
    int parallelism,
    String ledger,
    long examplesSent,
    long examplesLearned,
    long liveExamples,
    long evaluationSent,
    long evaluationExamples,
    long deadLetters,
    int versions,
    Manifest.Accounting accounting,
    Seconds seconds,
    Deletions deletions,
    List<Receipt> receipts,
    List<String> tasks,
    SortedMap<String, Learner> learners,
    String out) {

  /**
   * Durations in seconds.
   *
   * @param untilFirstVersion from the start of the job to its first version
   * @param stream from the first event sent to the last one reflected in a version
   * @param total everything
   */
  public record Seconds(double untilFirstVersion, double stream, double total) {}

  /**
   * What became of the requests.
   *
   * @param requested how many were sent, repetitions included
   * @param completed how many were done, repetitions included
   * @param partial how many were done in part
   * @param rejected how many were refused
   * @param sealed of how many nothing of the service holds what they removed
   * @param latencyMillisMedian from sending a request to reading that it is applied
   * @param latencyMillisMax the same, for the slowest
   * @param sealedMillisMedian from sending a request to reading that it is sealed
   * @param sealedMillisMax the same, for the slowest
   */
  public record Deletions(
      long requested,
      long completed,
      long partial,
      long rejected,
      long sealed,
      @Nullable Long latencyMillisMedian,
      @Nullable Long latencyMillisMax,
      @Nullable Long sealedMillisMedian,
      @Nullable Long sealedMillisMax) {}

  /**
   * What became of one request.
   *
   * @param sequence number of the receipt that answered it
   * @param requestId the request
   * @param scope of the request
   * @param status of that receipt
   * @param stage the newest step
   * @param examplesRemoved live examples that were removed
   * @param epoch whose version no longer contains them
   * @param latencyMillis from first sending the request to reading that receipt
   * @param sealedMillis from first sending the request to reading that it is sealed; null if it is
   *     not
   * @param outstanding what it waits for
   */
  public record Receipt(
      long sequence,
      String requestId,
      String scope,
      String status,
      String stage,
      long examplesRemoved,
      long epoch,
      long latencyMillis,
      @Nullable Long sealedMillis,
      List<String> outstanding) {}

  /**
   * One learner.
   *
   * @param type which algorithm
   * @param settings all of its settings
   * @param finalAccuracy on held-out rows of all labels that were not to be forgotten; nobody says
   *     which task a row belongs to
   * @param finalAccuracyTaskKnown the same if the task of every row is given
   * @param forgottenAccuracy on held-out rows of the labels that were to be forgotten; null if
   *     there are none
   * @param forgottenAccuracyTaskKnown the same if the task of every row is given
   * @param prequentialAccuracy on every example when it was first seen, with what the event says
   *     about its task
   * @param forgetting of earlier tasks, see {@link AccuracyMatrix}
   * @param guarantees by scope
   * @param additive whether there is a state that the topics determine
   * @param stateDigest of the final version
   * @param auditDigest recomputed from the topics; empty if that is not possible
   * @param auditEqual whether nothing contradicts the published version
   * @param bytes size of the learner's file in the final version
   * @param facts numbers about the parameters
   * @param accuracyByTask [task seen][task]
   */
  public record Learner(
      String type,
      SortedMap<String, String> settings,
      double finalAccuracy,
      double finalAccuracyTaskKnown,
      @Nullable Double forgottenAccuracy,
      @Nullable Double forgottenAccuracyTaskKnown,
      double prequentialAccuracy,
      double forgetting,
      SortedMap<String, String> guarantees,
      boolean additive,
      String stateDigest,
      String auditDigest,
      boolean auditEqual,
      long bytes,
      SortedMap<String, Double> facts,
      List<List<Double>> accuracyByTask) {}

  /** Whether the audit found everything equal. */
  public boolean auditEqual() {
    return learners.values().stream().allMatch(Learner::auditEqual);
  }

  /** Writes the report as JSON. */
  public void write(Path file) {
    try {
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
    } catch (IOException e) {
      throw new AmelesException(
          ErrorCode.STORAGE, "The report cannot be written to %s.".formatted(file), e);
    }
  }
}

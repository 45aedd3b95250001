package io.ameles.stream.receipt;

import io.ameles.model.learn.Learner;
import io.ameles.model.learn.StateDigest;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import io.ameles.schema.LearnerOutcome;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.ReceiptStatus;
import io.ameles.schema.Refusal;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.learn.EpochClosed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Decides what a receipt says. Immutable. */
final class ReceiptWriter {
  private static final List<String> OUT_OF_SCOPE =
      List.of(
          "The records of the input topics, until Kafka's own retention or compaction removes them.",
          "Savepoints, retained checkpoints and stored versions from before this epoch.",
          "Copies of earlier versions, predictions and exports that left this service.");

  private final String model;
  private final String topic;
  private final List<Learner> learners;

  /**
   * @param model the model's name
   * @param topic that requests come from
   * @param learners of the model
   */
  ReceiptWriter(String model, String topic, List<Learner> learners) {
    this.model = model;
    this.topic = topic;
    this.learners = List.copyOf(learners);
  }

  /**
   * @param total what the request did
   * @param sequence of the receipt
   * @param first the answer to the same request before; null if there was none
   * @param closed the epoch
   * @param before state digests by learner after the epoch before
   */
  DeletionReceipt write(
      RequestTotal total,
      long sequence,
      @Nullable Answer first,
      EpochClosed closed,
      SortedMap<String, String> before) {
    Deletion.Request request = total.request();
    long removed = first == null ? total.removed() : first.removed();
    List<LearnerOutcome> outcomes = outcomes(request.scope(), removed, closed, before);
    return DeletionReceipt.newBuilder()
        .setSequence(sequence)
        .setModel(model)
        .setStage(ReceiptStage.APPLIED)
        .setRequestId(request.id())
        .setScope(request.scope())
        .setTarget(request.target())
        .setTargetKey("")
        .setPermanent(request.permanent())
        .setStatus(status(total, first, outcomes))
        .setExamplesRemoved(removed)
        .setRepeatOf(first == null ? null : first.sequence())
        .setEpoch(closed.epoch())
        .setLearners(outcomes)
        .setRefusals(refusals(total))
        .setOutOfScope(OUT_OF_SCOPE)
        .setRequestTopic(topic)
        .setRequestPartition(request.position().partition())
        .setRequestOffset(request.position().offset())
        .setRequestedAt(Instant.ofEpochMilli(request.requestedAt()))
        .setAcceptedAt(Instant.ofEpochMilli(request.acceptedAt()))
        .setAppliedAt(Instant.ofEpochMilli(closed.closedAt()))
        .setRegulation("")
        .setClockStartedAt(Instant.ofEpochMilli(request.terms().receivedAt()))
        .setDeadline(Instant.ofEpochMilli(request.terms().receivedAt()))
        .setRecordedAt(Instant.ofEpochMilli(closed.closedAt()))
        .setSoftware("")
        .setStatement("")
        .setTreeSize(sequence)
        .setInclusionPath(List.of())
        .setTreeHead("")
        .build();
  }

  private static ReceiptStatus status(
      RequestTotal total, @Nullable Answer first, List<LearnerOutcome> outcomes) {
    if (first != null) {
      return ReceiptStatus.REPEATED;
    }
    if (!total.refusals().isEmpty()) {
      return total.anythingDone() ? ReceiptStatus.PARTIAL : ReceiptStatus.REFUSED;
    }
    boolean all =
        outcomes.stream().noneMatch(outcome -> outcome.getGuarantee() == Guarantee.UNSUPPORTED);
    return all ? ReceiptStatus.COMPLETED : ReceiptStatus.PARTIAL;
  }

  private List<LearnerOutcome> outcomes(
      DeletionScope scope, long removed, EpochClosed closed, SortedMap<String, String> before) {
    List<LearnerOutcome> outcomes = new ArrayList<>();
    for (Learner learner : learners) {
      Guarantee guarantee = learner.guarantee(scope);
      outcomes.add(
          LearnerOutcome.newBuilder()
              .setLearner(learner.name())
              .setGuarantee(guarantee)
              .setExamplesRemoved(guarantee == Guarantee.UNSUPPORTED ? 0 : removed)
              .setStateDigestBefore(digest(learner.name(), before))
              .setStateDigestAfter(digest(learner.name(), closed.stateDigests()))
              .build());
    }
    return outcomes;
  }

  private static String digest(String learner, SortedMap<String, String> digests) {
    String digest = digests.get(learner);
    return digest == null ? StateDigest.of(learner, Map.of()) : digest;
  }

  private static List<Refusal> refusals(RequestTotal total) {
    return total.refusals().stream()
        .map(refused -> new Refusal(refused.target(), refused.code(), refused.message()))
        .toList();
  }
}

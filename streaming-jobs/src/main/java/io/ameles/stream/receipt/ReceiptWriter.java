package io.ameles.stream.receipt;

import io.ameles.model.learn.Learner;
import io.ameles.model.learn.StateDigest;
import io.ameles.model.receipt.ReceiptKeys;
import io.ameles.schema.BulkReport;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import io.ameles.schema.LearnerOutcome;
import io.ameles.schema.Refusal;
import io.ameles.schema.SubjectOutcome;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.ledger.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Decides what a receipt says; {@link SignedLog} signs it. Immutable. */
final class ReceiptWriter {
  private final ReceiptPolicy policy;
  private final ReceiptKeys keys;
  private final Map<DeletionScope, List<String>> outOfScope = new EnumMap<>(DeletionScope.class);
  private final Map<DeletionScope, List<String>> unable = new EnumMap<>(DeletionScope.class);

  /**
   * @param policy what all receipts have in common
   */
  ReceiptWriter(ReceiptPolicy policy) {
    this.policy = policy;
    this.keys = policy.keys();
    for (DeletionScope scope : DeletionScope.values()) {
      outOfScope.put(scope, policy.outOfReach().of(scope, policy.learners()));
      unable.put(
          scope,
          policy.learners().stream()
              .filter(learner -> learner.guarantee(scope) == Guarantee.UNSUPPORTED)
              .map(Learner::name)
              .toList());
    }
  }

  /**
   * A receipt without signature and proofs.
   *
   * @param sequence of the receipt
   * @param now when it is written
   * @param epoch the checkpoint in whose transaction
   * @param applied the epoch in which the request was carried out; null before that
   */
  DeletionReceipt write(
      long sequence, Instant now, long epoch, Case of, Step step, @Nullable AppliedEpoch applied) {
    Deletion.Request request = of.request();
    DeletionReceipt.Builder receipt =
        DeletionReceipt.newBuilder()
            .setSequence(sequence)
            .setModel(policy.model())
            .setStage(step.stage())
            .setRequestId(request.id())
            .setScope(request.scope())
            .setTarget(target(request.scope(), request.target()))
            .setTargetKey(keys.targetKeyId())
            .setPermanent(request.permanent())
            .setStatus(of.status())
            .setExamplesRemoved(of.removed())
            .setRepeatOf(step.repeatOf())
            .setEpoch(applied == null ? epoch : applied.epoch())
            .setLearners(applied == null ? List.of() : outcomes(of, applied))
            .setRefusals(refusals(request.scope(), of.refusals()))
            .setOutOfScope(outOfScope.getOrDefault(request.scope(), List.of()))
            .setOutstanding(step.outstanding())
            .setErasedAtSource(of.erased())
            .setBulk(report(of.extent()))
            .setConfirmedBy(of.confirmedBy())
            .setAppliedAt(applied == null ? null : Instant.ofEpochMilli(applied.closedAt()))
            .setRecordedAt(now)
            .setCut(step.cut())
            .setSoftware(policy.software())
            .setStatement("")
            .setTreeSize(0)
            .setInclusionPath(List.of())
            .setTreeHead("")
            .setSubjects(step.subjects());
    addOrigin(request, receipt);
    addClock(of.countdown(), receipt);
    return receipt.build();
  }

  private void addOrigin(Deletion.Request request, DeletionReceipt.Builder receipt) {
    receipt
        .setRequester(request.terms().requester())
        .setRequestTopic(policy.requestTopic())
        .setRequestPartition(request.position().partition())
        .setRequestOffset(request.position().offset())
        .setRequestedAt(Instant.ofEpochMilli(request.requestedAt()))
        .setAcceptedAt(Instant.ofEpochMilli(request.acceptedAt()));
  }

  private static void addClock(Countdown countdown, DeletionReceipt.Builder receipt) {
    receipt
        .setRegulation(countdown.clock())
        .setClockStartedAt(countdown.startedAt())
        .setDeadline(countdown.deadline());
  }

  private static @Nullable BulkReport report(@Nullable Extent extent) {
    return extent == null
        ? null
        : new BulkReport(
            extent.id(),
            extent.index(),
            extent.count(),
            extent.answered(),
            extent.subjects(),
            extent.root());
  }

  /** What was done to each of the subjects of a request, as receipts say it: by target. */
  List<SubjectOutcome> subjects(RequestTotal total) {
    return total.bySubject().entrySet().parallelStream()
        .map(entry -> new SubjectOutcome(keys.target(entry.getKey().toHex()), entry.getValue()))
        .sorted(Comparator.comparing(SubjectOutcome::getTarget))
        .toList();
  }

  /** Learners that can never forget the scope; a request that needs them to is never sealed. */
  List<String> unable(DeletionScope scope) {
    return unable.getOrDefault(scope, List.of());
  }

  private List<LearnerOutcome> outcomes(Case of, AppliedEpoch applied) {
    List<LearnerOutcome> outcomes = new ArrayList<>();
    for (Learner learner : policy.learners()) {
      Guarantee guarantee = learner.guarantee(of.request().scope());
      outcomes.add(
          LearnerOutcome.newBuilder()
              .setLearner(learner.name())
              .setGuarantee(guarantee)
              .setExamplesRemoved(guarantee == Guarantee.UNSUPPORTED ? 0 : of.removed())
              .setStateDigestBefore(digest(learner.name(), applied.before()))
              .setStateDigestAfter(digest(learner.name(), applied.after()))
              .build());
    }
    return outcomes;
  }

  private static String digest(String learner, SortedMap<String, String> digests) {
    String digest = digests.get(learner);
    return digest == null ? StateDigest.of(learner, Map.of()) : digest;
  }

  private List<Refusal> refusals(DeletionScope scope, List<Outcome.Refused> refusals) {
    return refusals.stream()
        .map(
            refused ->
                new Refusal(target(scope, refused.target()), refused.code(), refused.message()))
        .toList();
  }

  /** By a key of their own: once it is destroyed, receipts no longer say whom they are about. */
  private String target(DeletionScope scope, String ledgerTarget) {
    boolean named = scope == DeletionScope.LABEL || scope == DeletionScope.TASK;
    return named || ledgerTarget.isEmpty() ? ledgerTarget : keys.target(ledgerTarget);
  }
}

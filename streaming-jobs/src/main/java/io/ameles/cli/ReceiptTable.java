package io.ameles.cli;

import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.LearnerOutcome;
import io.ameles.schema.Refusal;
import java.util.stream.Collectors;

/** Receipts as people read them. */
final class ReceiptTable {
  private static final String ROW = "%5s  %-9s  %-8s  %-34s  %8s  %6s  %s";

  private ReceiptTable() {}

  static String header() {
    return ROW.formatted("#", "status", "scope", "target", "removed", "epoch", "request");
  }

  static String row(DeletionReceipt receipt) {
    return ROW.formatted(
        receipt.getSequence(),
        receipt.getStatus(),
        receipt.getScope(),
        receipt.getTarget(),
        receipt.getExamplesRemoved(),
        receipt.getEpoch(),
        receipt.getRequestId());
  }

  /** One receipt in full. */
  static String describe(DeletionReceipt receipt) {
    String learners =
        receipt.getLearners().stream()
            .map(ReceiptTable::describe)
            .collect(Collectors.joining("\n"));
    String refusals =
        receipt.getRefusals().stream()
            .map(ReceiptTable::describe)
            .collect(Collectors.joining("\n"));
    return """
        Receipt %d for request %s: %s
          scope     %s %s%s
          removed   %d examples in epoch %d
          requested %s, accepted %s, applied %s
        %s%s  not in our reach:
            %s"""
        .formatted(
            receipt.getSequence(),
            receipt.getRequestId(),
            receipt.getStatus(),
            receipt.getScope(),
            receipt.getTarget(),
            receipt.getPermanent() ? ", permanent" : "",
            receipt.getExamplesRemoved(),
            receipt.getEpoch(),
            receipt.getRequestedAt(),
            receipt.getAcceptedAt(),
            receipt.getAppliedAt(),
            learners.isEmpty() ? "" : learners + "\n",
            refusals.isEmpty() ? "" : refusals + "\n",
            String.join("\n    ", receipt.getOutOfScope()));
  }

  private static String describe(LearnerOutcome outcome) {
    return "  %s: %s, %d removed%n    before %s%n    after  %s"
        .formatted(
            outcome.getLearner(),
            outcome.getGuarantee(),
            outcome.getExamplesRemoved(),
            outcome.getStateDigestBefore(),
            outcome.getStateDigestAfter());
  }

  private static String describe(Refusal refusal) {
    return "  refused %s: %s. %s"
        .formatted(refusal.getTarget(), refusal.getCode(), refusal.getMessage());
  }
}

package io.ameles.cli;

import io.ameles.client.RequestLife;
import io.ameles.schema.BulkReport;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.LearnerOutcome;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.Refusal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Receipts as people read them. */
final class ReceiptTable {
  private static final String LIFE = "%-9s  %-8s  %9s  %-10s  %-16s  %s%s";
  private static final String ROW = "%5s  %-17s  %-9s  %-8s  %9s  %6s  %-32s  %s";
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private ReceiptTable() {}

  /** Above {@link #life}. */
  static String lifeHeader() {
    return LIFE.formatted("stage", "scope", "removed", "status", "deadline (UTC)", "request", "");
  }

  /** What became of one request, in one line. */
  static String life(RequestLife life) {
    DeletionReceipt newest = life.newest();
    return LIFE.formatted(
        word(newest.getStage()),
        newest.getScope(),
        "%,d".formatted(newest.getExamplesRemoved()),
        newest.getStatus(),
        minute(life.deadline()),
        newest.getRequestId(),
        remarks(life, newest));
  }

  private static String remarks(RequestLife life, DeletionReceipt newest) {
    List<String> remarks = new ArrayList<>();
    if (RequestLife.isWhole(newest)) {
      remarks.add("all %d parts".formatted(newest.getBulk().getCount()));
    }
    if (life.has(ReceiptStage.OVERDUE)) {
      remarks.add(life.isOver() ? "was overdue" : "OVERDUE");
    } else if (life.has(ReceiptStage.AT_RISK)) {
      remarks.add(life.isOver() ? "was at risk" : "AT RISK");
    }
    if (life.has(ReceiptStage.EXTENDED)) {
      remarks.add("extended");
    }
    if (life.repetitions() > 0) {
      remarks.add("asked again, %d time(s)".formatted(life.repetitions()));
    }
    return remarks.isEmpty() ? "" : "  (" + String.join(", ", remarks) + ")";
  }

  /** Above {@link #row}. */
  static String header() {
    return ROW.formatted("#", "stage", "status", "scope", "removed", "epoch", "target", "request");
  }

  /** One receipt in one line. */
  static String row(DeletionReceipt receipt) {
    return ROW.formatted(
        receipt.getSequence(),
        word(receipt.getStage()),
        receipt.getStatus(),
        receipt.getScope(),
        "%,d".formatted(receipt.getExamplesRemoved()),
        receipt.getEpoch(),
        receipt.getTarget(),
        receipt.getRequestId());
  }

  /** One receipt in full. */
  static String describe(DeletionReceipt receipt) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Receipt %d for request %s: %s"
            .formatted(receipt.getSequence(), receipt.getRequestId(), step(receipt)));
    lines.add(
        "  scope     %s %s%s"
            .formatted(
                receipt.getScope(),
                receipt.getTarget(),
                receipt.getPermanent() ? ", permanent" : ""));
    lines.add(
        "  removed   %,d examples%s in epoch %d"
            .formatted(
                receipt.getExamplesRemoved(),
                receipt.getStage() == ReceiptStage.HELD ? " would be removed" : "",
                receipt.getEpoch()));
    addBulk(receipt, lines);
    lines.add(
        "  requested %s%s"
            .formatted(
                receipt.getRequestedAt(),
                receipt.getRequester().isEmpty() ? "" : " by " + receipt.getRequester()));
    lines.add("  accepted  %s".formatted(receipt.getAcceptedAt()));
    if (receipt.getAppliedAt() != null) {
      lines.add("  applied   %s".formatted(receipt.getAppliedAt()));
    }
    if (!receipt.getConfirmedBy().isEmpty()) {
      lines.add("  decided   by %s".formatted(receipt.getConfirmedBy()));
    }
    lines.add("  recorded  %s".formatted(receipt.getRecordedAt()));
    lines.add(
        "  deadline  %s (%s, from %s)"
            .formatted(
                receipt.getDeadline(), receipt.getRegulation(), receipt.getClockStartedAt()));
    receipt.getLearners().forEach(outcome -> lines.add(describe(outcome)));
    receipt.getRefusals().forEach(refusal -> lines.add(describe(receipt, refusal)));
    addAll("outstanding:", receipt.getOutstanding(), lines);
    addAll("not in our reach:", receipt.getOutOfScope(), lines);
    return String.join("\n", lines);
  }

  private static String step(DeletionReceipt receipt) {
    String stage = word(receipt.getStage());
    String status = receipt.getStatus().name();
    return stage.equals(status) ? stage : "%s, %s".formatted(stage, status);
  }

  private static void addBulk(DeletionReceipt receipt, List<String> lines) {
    BulkReport bulk = receipt.getBulk();
    if (bulk == null) {
      return;
    }
    if (bulk.getId().isEmpty()) {
      lines.add("  about     %,d subjects".formatted(bulk.getSubjects()));
    } else {
      lines.add(
          "  about     %,d subjects, %s of %s; %d of %d parts answered"
              .formatted(
                  bulk.getSubjects(),
                  bulk.getIndex() == 0 ? "all parts" : "part " + bulk.getIndex(),
                  bulk.getId(),
                  bulk.getAnswered(),
                  bulk.getCount()));
    }
  }

  private static void addAll(String title, List<String> sentences, List<String> lines) {
    if (!sentences.isEmpty()) {
      lines.add("  " + title);
      sentences.forEach(sentence -> lines.add("    " + sentence));
    }
  }

  private static String describe(LearnerOutcome outcome) {
    return "  %s: %s, %,d removed%n    before %s%n    after  %s"
        .formatted(
            outcome.getLearner(),
            outcome.getGuarantee(),
            outcome.getExamplesRemoved(),
            outcome.getStateDigestBefore(),
            outcome.getStateDigestAfter());
  }

  private static String describe(DeletionReceipt receipt, Refusal refusal) {
    String what = refusal.getTarget().isEmpty() ? "" : " " + refusal.getTarget();
    return "  %s%s: %s. %s"
        .formatted(
            receipt.getStage() == ReceiptStage.HELD ? "held" : "refused",
            what,
            refusal.getCode(),
            refusal.getMessage());
  }

  private static String word(ReceiptStage stage) {
    return stage.name().replace('_', ' ');
  }

  private static String minute(Instant time) {
    return MINUTE.format(time);
  }
}

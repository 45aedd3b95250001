package io.ameles.model.receipt;

import io.ameles.schema.AvroGuards;
import io.ameles.schema.BulkReport;
import io.ameles.schema.CutOffset;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import io.ameles.schema.LearnerOutcome;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.ReceiptStatus;
import io.ameles.schema.Refusal;
import io.ameles.schema.SubjectOutcome;
import java.time.Instant;
import java.util.List;

/** Receipts to sign. */
public final class Receipts {
  /** Of everything in them. */
  public static final Instant TIME = Instant.ofEpochMilli(1_767_225_600_000L);

  static {
    AvroGuards.establish();
  }

  private Receipts() {}

  /** With something in every field. */
  public static DeletionReceipt full() {
    return DeletionReceipt.newBuilder(plain(3, ReceiptStage.APPLIED, "r-\u00e4\n\"1\""))
        .setTarget("0".repeat(32))
        .setTargetKey("k-1")
        .setPermanent(true)
        .setStatus(ReceiptStatus.PARTIAL)
        .setExamplesRemoved(5)
        .setRepeatOf(2L)
        .setLearners(List.of(new LearnerOutcome("nearest-mean", Guarantee.EXACT, 5L, "aa", "bb")))
        .setRefusals(List.of(new Refusal("1".repeat(32), "CODE", "what to do")))
        .setOutstanding(List.of("2 versions"))
        .setErasedAtSource(4L)
        .setBulk(new BulkReport("b-1", 2, 3, 1, 10L, "ff"))
        .setRequester("desk")
        .setConfirmedBy("chief")
        .setAppliedAt(TIME.plusMillis(7))
        .setCut(List.of(new CutOffset("labeled-events", 0, 17L)))
        .setStatement("e30.e30.AA")
        .setTreeHead("e30.e30.AB")
        .setSubjects(List.of(new SubjectOutcome("2".repeat(32), 3L)))
        .build();
  }

  /** With as little as a receipt can have; not signed. */
  public static DeletionReceipt plain(long sequence, ReceiptStage stage, String requestId) {
    return DeletionReceipt.newBuilder()
        .setSequence(sequence)
        .setModel("m")
        .setStage(stage)
        .setRequestId(requestId)
        .setScope(DeletionScope.SUBJECT)
        .setTarget("")
        .setTargetKey("")
        .setPermanent(false)
        .setStatus(ReceiptStatus.COMPLETED)
        .setExamplesRemoved(0)
        .setEpoch(9)
        .setLearners(List.of())
        .setOutOfScope(List.of("copies"))
        .setRegulation("gdpr")
        .setClockStartedAt(TIME)
        .setDeadline(TIME)
        .setRequestTopic("deletion-events")
        .setRequestPartition(1)
        .setRequestOffset(2)
        .setRequestedAt(TIME)
        .setAcceptedAt(TIME)
        .setRecordedAt(TIME)
        .setSoftware("ameles 1")
        .setStatement("")
        .setTreeSize(0)
        .setInclusionPath(List.of())
        .setTreeHead("")
        .build();
  }
}

package io.ameles.schema;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;

/** Records with something in every field. */
final class Fixtures {
  static final Instant TIME = Instant.ofEpochMilli(1_700_000_000_123L);

  static final LabeledEvent LABELED_EVENT =
      new LabeledEvent(
          "e-1",
          2,
          "subject-\u00e4",
          "cat",
          "t-1",
          TIME,
          features(1f, -0.5f, 2f),
          ByteBuffer.wrap(new byte[] {1, 2}),
          "image/png",
          ExampleUse.EVALUATE);

  static final DeletionEvent DELETION_EVENT =
      new DeletionEvent(
          "r-1",
          DeletionScope.EXAMPLES,
          "subject-\u00e4",
          List.of("e-1", "e-2"),
          null,
          null,
          Instant.ofEpochMilli(1_700_000_001_000L),
          true,
          RequestAction.CONFIRM,
          List.of("s-1"),
          new BulkPart("b-1", 2, 3),
          "gdpr",
          TIME,
          "e30..AA",
          List.of(
              new LabeledEvent(
                  "e-1",
                  0,
                  "subject-\u00e4",
                  "cat",
                  null,
                  Instant.ofEpochMilli(-1),
                  features(1f, -0.5f, 2f),
                  null,
                  null,
                  ExampleUse.TRAIN)));

  static final DeletionReceipt DELETION_RECEIPT =
      DeletionReceipt.newBuilder()
          .setSequence(3)
          .setModel("m")
          .setStage(ReceiptStage.APPLIED)
          .setRequestId("r-1")
          .setScope(DeletionScope.SUBJECT)
          .setTarget("0".repeat(32))
          .setTargetKey("k-1")
          .setPermanent(false)
          .setStatus(ReceiptStatus.PARTIAL)
          .setExamplesRemoved(5)
          .setRepeatOf(2L)
          .setEpoch(9)
          .setLearners(List.of(new LearnerOutcome("nearest-mean", Guarantee.EXACT, 5L, "aa", "bb")))
          .setRefusals(List.of(new Refusal("1".repeat(32), "CODE", "what to do")))
          .setOutOfScope(List.of("copies"))
          .setOutstanding(List.of("2 versions"))
          .setErasedAtSource(4L)
          .setBulk(new BulkReport("b-1", 2, 3, 1, 10L, "ff"))
          .setRequester("desk")
          .setConfirmedBy("chief")
          .setRegulation("gdpr")
          .setClockStartedAt(TIME)
          .setDeadline(TIME)
          .setRequestTopic("deletion-events")
          .setRequestPartition(1)
          .setRequestOffset(2)
          .setRequestedAt(TIME)
          .setAcceptedAt(TIME)
          .setAppliedAt(TIME)
          .setRecordedAt(TIME)
          .setCut(List.of(new CutOffset("labeled-events", 0, 17L)))
          .setSoftware("ameles 1")
          .setStatement("e30.e30.AA")
          .setTreeSize(4)
          .setInclusionPath(List.of(ByteBuffer.wrap(new byte[] {1, 2})))
          .setTreeHead("e30.e30.AB")
          .setSubjects(List.of(new SubjectOutcome("2".repeat(32), 3L)))
          .build();

  static final DeadLetter DEAD_LETTER =
      new DeadLetter(
          "labeled-events", 1, 2L, TIME, "TOO_LARGE", "m", 3, ByteBuffer.wrap(new byte[] {1, 2}));

  static final ModelMetric MODEL_METRIC =
      new ModelMetric("m", 9L, "nearest-mean", "accuracy.overall", "cat", 0.5, TIME);

  static final PredictionRequest PREDICTION_REQUEST =
      new PredictionRequest(
          "q-1",
          "nearest-mean",
          "t-1",
          3,
          features(1f, -0.5f),
          ByteBuffer.wrap(new byte[] {1, 2}),
          "image/png");

  static final Prediction PREDICTION =
      new Prediction(
          "q-1",
          "m",
          "nearest-mean",
          9L,
          List.of(new ScoredLabel("cat", 0.5)),
          TIME,
          "CODE",
          "what to do",
          TIME);

  private Fixtures() {}

  static ByteBuffer features(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }
}

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
          "image/png");

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
                  null)));

  static final DeletionReceipt DELETION_RECEIPT =
      new DeletionReceipt(
          3L,
          "m",
          "r-1",
          DeletionScope.SUBJECT,
          "0".repeat(32),
          false,
          ReceiptStatus.PARTIAL,
          5L,
          2L,
          9L,
          List.of(new LearnerOutcome("nearest-mean", Guarantee.EXACT, 5L, "aa", "bb")),
          List.of(new Refusal("1".repeat(32), "CODE", "what to do")),
          List.of("copies"),
          "deletion-events",
          1,
          2L,
          TIME,
          TIME,
          TIME);

  static final DeadLetter DEAD_LETTER =
      new DeadLetter(
          "labeled-events", 1, 2L, TIME, "TOO_LARGE", "m", 3, ByteBuffer.wrap(new byte[] {1, 2}));

  static final ModelMetric MODEL_METRIC =
      new ModelMetric("m", 9L, "nearest-mean", "accuracy.overall", "cat", 0.5, TIME);

  private Fixtures() {}

  static ByteBuffer features(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }
}

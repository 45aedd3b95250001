package io.ameles.model.serve;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to have a label for, as it came in; {@link Predictor} checks it.
 *
 * @param learner the one to ask; null: the one that is asked by default
 * @param task that the features belong to; null if it is not known
 * @param top how many labels to answer with, 1 to {@link #MAX_TOP}
 * @param features float32 little-endian from position to limit; empty if there is a payload;
 *     neither copied nor modified
 * @param payload instead of features: a picture; neither copied nor modified
 * @param payloadType what the payload is, as in {@link io.ameles.model.encode.PayloadType}
 */
public record Question(
    @Nullable String learner,
    @Nullable String task,
    int top,
    ByteBuffer features,
    @Nullable ByteBuffer payload,
    @Nullable String payloadType) {
  /** The most labels that an answer has. */
  public static final int MAX_TOP = 100;

  /** A question about features alone, to the learner that is asked by default. */
  public static Question of(float[] features, int top) {
    return new Question(null, null, top, bytes(features), null, null);
  }

  /** Features as they travel: float32 little-endian; a new buffer. */
  public static ByteBuffer bytes(float... features) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(features.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(features);
    return bytes;
  }

  /** Says nothing of the content, which may be personal data. */
  @Override
  public String toString() {
    return "Question[top=%d]".formatted(top);
  }
}

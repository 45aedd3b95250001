package io.ameles.stream.holdout;

import io.ameles.model.Contribution;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.stream.ledger.Change;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A live example that is evaluated on.
 *
 * @param key which
 * @param label its label
 * @param task its task, if it has one
 * @param vector its quantized features
 * @param correct which learners predicted it correctly in the newest version, one bit for each in
 *     the order of their names; null if no version has been asked yet. Never modified.
 */
record HeldOut(
    HoldoutKey key,
    String label,
    @Nullable String task,
    QuantizedVector vector,
    @Nullable BitSet correct) {
  /** An example that was just added. */
  static HeldOut of(Change.Example added) {
    Contribution content = added.contribution();
    return new HeldOut(
        HoldoutKey.of(added), content.label(), content.task(), content.vector(), null);
  }

  Tag tag() {
    return Tag.of(label, task);
  }

  HeldOut graded(BitSet answers) {
    return new HeldOut(key, label, task, vector, answers);
  }

  /** Whether a learner predicted it correctly; false if it has not been asked. */
  boolean correct(int learner) {
    return correct != null && correct.get(learner);
  }
}

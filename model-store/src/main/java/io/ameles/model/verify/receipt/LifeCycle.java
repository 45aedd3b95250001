package io.ameles.model.verify.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order of the steps of every request: ACCEPTED, APPLIED, PUBLISHED, SEALED, none of them twice
 * and none before the one it follows. One that was held is not accepted again, and the parts of a
 * large request taken together begin with APPLIED. NOT thread-safe.
 */
final class LifeCycle {
  private static final List<String> STEPS = List.of("ACCEPTED", "APPLIED", "PUBLISHED", "SEALED");
  private static final Set<String> STAGES =
      Set.of(
          "ACCEPTED",
          "HELD",
          "APPLIED",
          "PUBLISHED",
          "SEALED",
          "REFUSED",
          "REPEATED",
          "EXTENDED",
          "AT_RISK",
          "OVERDUE",
          "LEGAL_HOLD_PLACED",
          "LEGAL_HOLD_LIFTED");

  private static final int APPLIED = 1;
  private static final int SEALED = 3;

  private final boolean excerpt;
  private final Map<Message, Step> steps = new HashMap<>();
  private final Set<String> held = new HashSet<>();

  /** A request is one message: the same request id may come again. */
  private record Message(String requestId, long partition, long offset, boolean whole) {}

  /** The last step of a message, and the epoch that it was applied in. */
  private record Step(int index, long epoch) {}

  /**
   * @param excerpt whether steps may be missing
   */
  LifeCycle(boolean excerpt) {
    this.excerpt = excerpt;
  }

  /** The next receipt of the log. */
  void take(Statement receipt) throws Refused {
    String stage = receipt.text("stage");
    if (!STAGES.contains(stage)) {
      throw new Refused(Flaw.FORMAT, "the stage of the receipt is unknown");
    }
    int index = STEPS.indexOf(stage);
    if (stage.equals("HELD")) {
      held.add(receipt.text("requestId"));
    } else if (index >= 0) {
      Step step = new Step(index, receipt.integer("epoch"));
      Step before = steps.put(message(receipt), step);
      requireOrder(receipt, step, before);
      requireSealable(receipt, index);
    }
  }

  private void requireOrder(Statement receipt, Step step, @Nullable Step before) throws Refused {
    int last = before == null ? -1 : before.index;
    if (step.index <= last) {
      throw new Refused(
          Flaw.LIFE_CYCLE,
          "%s comes after %s of the same request"
              .formatted(STEPS.get(step.index), STEPS.get(last)));
    }
    boolean follows = step.index == last + 1 || begins(receipt, step, before);
    if (!follows && !excerpt) {
      throw new Refused(
          Flaw.LIFE_CYCLE,
          "%s comes without %s of the same request before it"
              .formatted(STEPS.get(step.index), STEPS.get(step.index - 1)));
    }
    if (last >= APPLIED && before != null && before.epoch != step.epoch) {
      throw new Refused(
          Flaw.LIFE_CYCLE,
          "%s names epoch %d, and %s named epoch %d"
              .formatted(STEPS.get(step.index), step.epoch, STEPS.get(last), before.epoch));
    }
  }

  private boolean begins(Statement receipt, Step step, @Nullable Step before) {
    return before == null
        && step.index == APPLIED
        && (held.contains(receipt.text("requestId")) || isWhole(receipt));
  }

  private static void requireSealable(Statement receipt, int index) throws Refused {
    if (index != SEALED) {
      return;
    }
    if (!receipt.array("outstanding").isEmpty()) {
      throw new Refused(Flaw.LIFE_CYCLE, "it is sealed, and something is outstanding");
    }
    for (JsonNode learner : receipt.array("learners")) {
      if (learner.path("guarantee").asText().equals("UNSUPPORTED")) {
        throw new Refused(Flaw.LIFE_CYCLE, "it is sealed, and a learner cannot forget it");
      }
    }
  }

  private static Message message(Statement receipt) {
    return new Message(
        receipt.text("requestId"),
        receipt.integer("requestPartition"),
        receipt.integer("requestOffset"),
        isWhole(receipt));
  }

  private static boolean isWhole(Statement receipt) {
    return receipt.bulk().path("index").asInt(-1) == 0;
  }
}

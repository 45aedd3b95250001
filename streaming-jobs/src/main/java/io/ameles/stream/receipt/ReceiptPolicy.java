package io.ameles.stream.receipt;

import io.ameles.model.learn.Learner;
import io.ameles.model.receipt.ReceiptKeys;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything about receipts that does not change while a job runs.
 *
 * @param model the model's name
 * @param requestTopic that requests come from
 * @param software name and version
 * @param learners of the model
 * @param keys that sign receipts and make their pseudonyms
 * @param clocks that run for requests
 * @param outOfReach what deletions do not reach
 */
public record ReceiptPolicy(
    String model,
    String requestTopic,
    String software,
    List<Learner> learners,
    ReceiptKeys keys,
    Clocks clocks,
    OutOfReach outOfReach)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Copies the list. */
  public ReceiptPolicy {
    learners = new ArrayList<>(learners); // of a class that can be serialized
  }
}

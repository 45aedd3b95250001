package io.ameles.model.learn;

import io.ameles.model.device.TensorDevice;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import java.util.Map;
import java.util.Optional;

/**
 * A learner whose state is a sum over its examples: map ({@link Combiner#combine}), reduce ({@link
 * Tile#plus}), finish ({@link #solve}). Learning adds, forgetting subtracts, and nothing depends on
 * order, batches, parallelism or devices; so it forgets exactly, whatever the scope.
 */
public interface AdditiveLearner extends Learner {
  /** What turns batches into tiles, with its arithmetic on {@code device}. */
  Combiner open(TensorDevice device);

  /**
   * The key of the tile that holds all there is about {@code target}, if the state is cut such that
   * adding {@link Tile#DROPPED} there forgets it whole; empty if it is not.
   *
   * @param scope LABEL or TASK
   * @param target the label or task
   */
  Optional<String> wholeTile(DeletionScope scope, String target);

  /**
   * The parameters that the sums of all contributions give; a pure function of {@code tiles}, with
   * the same bits on every machine.
   *
   * @param tiles every tile that is not zero, by key; not modified
   */
  Solution solve(Map<String, Tile> tiles);

  @Override
  default Guarantee guarantee(DeletionScope scope) {
    return Guarantee.EXACT;
  }

  @Override
  default boolean forgetsUnseen(DeletionScope scope) {
    return wholeTile(scope, "any").isPresent();
  }
}

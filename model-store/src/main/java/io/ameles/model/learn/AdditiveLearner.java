package io.ameles.model.learn;

import io.ameles.model.Contribution;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A learner whose state is a sum over its examples: map ({@link #combine}), reduce ({@link
 * Tile#plus}), finish ({@link #solve}). Learning adds, forgetting subtracts, and nothing depends on
 * order, batches or parallelism. Implementations are immutable and thread-safe.
 */
public interface AdditiveLearner extends Serializable {
  /** The learner's name in configurations, versions and receipts. */
  String name();

  /** What forgetting achieves for {@code scope}. */
  Guarantee guarantee(DeletionScope scope);

  /**
   * The tiles of a batch, by key; pure. The sum over any split of a batch equals that of the batch.
   *
   * @param batch learned and forgotten contributions in any order; not modified
   */
  Map<String, Tile> combine(List<Contribution> batch);

  /**
   * The key of the tile that holds all there is about {@code target}, if the state is cut such that
   * adding {@link Tile#DROPPED} there forgets it whole; empty if it is not.
   *
   * @param scope LABEL or TASK
   * @param target the label or task
   */
  Optional<String> wholeTile(DeletionScope scope, String target);

  /**
   * The parameters that the sums of all contributions give; a pure function of {@code tiles}.
   *
   * @param tiles every tile that is not zero, by key; not modified
   */
  LinearHead solve(Map<String, Tile> tiles);
}

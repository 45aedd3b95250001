package io.ameles.model.learn;

import io.ameles.model.Contribution;
import java.util.List;
import java.util.Map;

/** Turns batches of contributions into tiles. NOT thread-safe: one per thread. */
public interface Combiner extends AutoCloseable {
  /**
   * The tiles of a batch, by key; pure. The sum over any split of a batch equals that of the batch.
   *
   * @param batch learned and forgotten contributions in any order; not modified
   */
  Map<String, Tile> combine(List<Contribution> batch);

  /** Frees what is on the device. */
  @Override
  void close();
}

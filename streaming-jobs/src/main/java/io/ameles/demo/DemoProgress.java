package io.ameles.demo;

import io.ameles.model.version.Manifest;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Who is told how a demonstration goes. */
public interface DemoProgress {
  /**
   * Called several times a second.
   *
   * @param sent events sent so far
   * @param version the current one; null before the first
   * @param accuracies on the latest examples, by learner
   * @param receipts received so far
   */
  void at(int sent, @Nullable Manifest version, SortedMap<String, Double> accuracies, int receipts);

  /**
   * Everything is learned; older checkpoints are waited for. Called several times a second.
   *
   * @param requests that are not sealed yet
   */
  void sealing(long requests);

  /** The audit begins. */
  void auditing(Manifest version);
}

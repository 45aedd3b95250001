package io.ameles.model.drift;

/**
 * Watches a stream of errors and says when they have become more. Deterministic: the same numbers
 * give the same signals, also across {@link #state} and {@link DetectorType#restore}.
 *
 * <p>NOT thread-safe.
 */
public interface ErrorDetector {
  /**
   * One more number.
   *
   * @param error 1 for a wrong prediction and 0 for a right one; {@link Adwin}, {@link PageHinkley}
   *     and {@link Kswin} take any number from 0 to 1
   */
  Signal add(double error);

  /** Everything that {@link DetectorType#restore} needs, at most a few hundred numbers. */
  double[] state();
}

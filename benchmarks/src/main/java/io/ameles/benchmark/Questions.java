package io.ameles.benchmark;

import java.util.List;

/** A way to ask a model, for measuring how long it takes. Thread-safe. */
interface Questions extends AutoCloseable {
  /** What to call it. */
  String name();

  /** Asks one question; returns before it is answered. */
  void ask(float[] features);

  /** Asks as many as there are rows, as fast as that goes; returns before they are answered. */
  void askAll(float[][] features);

  /**
   * Waits until as many questions are answered.
   *
   * @return milliseconds that each took, in the order of the answers
   */
  List<Double> await(int answers);

  @Override
  void close();
}

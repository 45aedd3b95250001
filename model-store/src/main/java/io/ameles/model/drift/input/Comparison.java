package io.ameles.model.drift.input;

import java.util.List;
import java.util.Set;

/**
 * How a window differs from the reference.
 *
 * @param kernel the distribution as a whole
 * @param largestIndex the population stability index of the dimension that moved most, less what
 *     chance adds to it on average
 * @param labelIndex that of the labels, likewise
 * @param causes what changed beyond chance; empty if nothing did
 * @param movedDimensions if something did, the dimensions that moved most, the furthest first; at
 *     most five, with their index
 * @param movedLabels if something did, the labels that moved most, the furthest first; at most five
 */
public record Comparison(
    KernelTest kernel,
    double largestIndex,
    double labelIndex,
    Set<Cause> causes,
    List<MovedDimension> movedDimensions,
    List<MovedLabel> movedLabels) {
  /** Copies the collections. */
  public Comparison {
    causes = Set.copyOf(causes);
    movedDimensions = List.copyOf(movedDimensions);
    movedLabels = List.copyOf(movedLabels);
  }

  /** What can change. */
  public enum Cause {
    /** The distribution as a whole. */
    DISTRIBUTION,
    /** A dimension by itself. */
    DIMENSION,
    /** How often the labels are. */
    LABELS
  }

  /**
   * A dimension that moved.
   *
   * @param dimension from 0
   * @param index its population stability index, less what chance adds to it on average
   */
  public record MovedDimension(int dimension, double index) {}

  /**
   * A label that moved.
   *
   * @param label the label
   * @param rise of its share of the examples; below 0 if it fell
   */
  public record MovedLabel(String label, double rise) {}

  /** Something changed beyond chance. */
  public boolean changed() {
    return !causes.isEmpty();
  }
}

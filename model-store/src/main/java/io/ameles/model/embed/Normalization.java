package io.ameles.model.embed;

/** What is done to a feature vector before it is quantized. */
public enum Normalization {
  /** Divide by the Euclidean length, computed in float64 in index order. */
  L2,
  /** Nothing. */
  NONE
}

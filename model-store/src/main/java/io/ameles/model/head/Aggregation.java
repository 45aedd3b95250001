package io.ameles.model.head;

/** How the members of an {@link EnsembleHead} come to one score. */
public enum Aggregation {
  /** The mean of the members' probabilities. */
  MEAN,

  /** The number of members that find a label the likeliest; the mean decides between equals. */
  VOTE
}

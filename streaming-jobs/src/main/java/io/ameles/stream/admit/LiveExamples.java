package io.ameles.stream.admit;

import java.io.Serializable;

/** How many examples the model is made of. */
@FunctionalInterface
public interface LiveExamples extends Serializable {
  /** The number in the current version; 0 before the first. */
  long count();
}

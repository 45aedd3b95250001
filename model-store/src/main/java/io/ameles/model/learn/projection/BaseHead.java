package io.ameles.model.learn.projection;

/** What is computed from the projected statistics. */
public enum BaseHead {
  /** The label with the nearest mean. */
  NEAREST_MEAN,

  /** Ridge regression of the labels on the projected features. */
  RIDGE
}

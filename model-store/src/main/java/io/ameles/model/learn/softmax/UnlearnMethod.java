package io.ameles.model.learn.softmax;

/** How the parameters are moved away from examples that shall be forgotten. */
public enum UnlearnMethod {
  /** Not at all: every scope is unsupported. */
  NONE,

  /** Gradient ascent: the learning step with its sign turned round; nothing limits it. */
  ASCENT,

  /**
   * Negative preference optimization (Zhang et al., COLM 2024): gradient ascent that weakens for an
   * example the less likely the model finds its label, compared to before the request.
   */
  NPO
}

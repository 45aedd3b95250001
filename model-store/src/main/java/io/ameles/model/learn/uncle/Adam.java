package io.ameles.model.learn.uncle;

import ai.djl.ndarray.NDArray;

/**
 * The optimizer of Kingma and Ba (2015) with decay 0.9 and 0.999, on arrays that are changed in
 * place.
 */
final class Adam {
  private static final double MEAN_DECAY = 0.9;
  private static final double SQUARE_DECAY = 0.999;
  private static final double EPSILON = 1e-8;

  private Adam() {}

  /**
   * Takes a step.
   *
   * @param values changed
   * @param mean running mean of the slopes, of the shape of {@code values}; changed
   * @param square running mean of their squares, of that shape; changed
   * @param slope of the loss, in a scope that may have the intermediate results; not changed
   * @param pace what {@link #pace} gave, a number or [rows, 1]
   */
  static void step(NDArray values, NDArray mean, NDArray square, NDArray slope, NDArray pace) {
    mean.muli(MEAN_DECAY).addi(slope.mul(1 - MEAN_DECAY));
    square.muli(SQUARE_DECAY).addi(slope.square().muli(1 - SQUARE_DECAY));
    // With the slope as receiver, so that nothing is left behind in the scope of the values.
    NDArray root = slope.zerosLike().addi(square).sqrt().addi(EPSILON);
    values.subi(slope.zerosLike().addi(mean).divi(root).muli(pace));
  }

  /** The learning rate with both means freed of the zeros that they started from. */
  static float pace(double rate, long step) {
    return (float)
        (rate
            * Math.sqrt(1 - Math.pow(SQUARE_DECAY, (double) step))
            / (1 - Math.pow(MEAN_DECAY, (double) step)));
  }
}

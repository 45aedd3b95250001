package io.ameles.model.learn.bottleneck;

/**
 * One step of gradient descent on the values that one lesson selects: with logits l, the mean of
 * the selected rows, and target t, the lesson's label smoothed over all labels,
 *
 * <pre>
 *   value[key of head c] -= step * clipped(softmax(l) - t)        for every head c
 * </pre>
 *
 * <p>One lesson at a time, so that the result does not depend on how lessons are batched. The
 * exponential is {@link StrictMath}'s and all else IEEE arithmetic in a fixed order: the same bits
 * on every machine.
 *
 * <p>NOT thread-safe.
 */
final class ValueStep {
  private final BottleneckSettings settings;
  private final ValueTable values;
  private float[] errors = new float[16];

  ValueStep(BottleneckSettings settings, ValueTable values) {
    this.settings = settings;
    this.values = values;
  }

  /**
   * @param pairs the selected key of every head
   * @param column of the lesson's label
   */
  void take(int[] pairs, int column) {
    int columns = values.columns();
    if (errors.length < columns) {
      errors = new float[Integer.highestOneBit(columns) * 2];
    }
    logits(pairs, columns);
    softmax(columns);
    float spread = settings.smoothing() / columns;
    for (int i = 0; i < columns; i++) {
      errors[i] -= spread;
    }
    errors[column] -= 1 - settings.smoothing();
    float step = (float) (settings.step() * factor(pairs.length, columns));
    for (int pair : pairs) {
      float[] row = values.trainable(pair);
      for (int i = 0; i < columns; i++) {
        row[i] -= step * errors[i];
      }
    }
  }

  private void logits(int[] pairs, int columns) {
    for (int i = 0; i < columns; i++) {
      errors[i] = 0;
    }
    for (int pair : pairs) {
      float[] row = values.row(pair);
      for (int i = 0; row != null && i < columns; i++) {
        errors[i] += row[i];
      }
    }
    for (int i = 0; i < columns; i++) {
      errors[i] /= pairs.length;
    }
  }

  private void softmax(int columns) {
    float highest = errors[0];
    for (int i = 1; i < columns; i++) {
      highest = Math.max(highest, errors[i]);
    }
    double total = 0;
    for (int i = 0; i < columns; i++) {
      double exp = StrictMath.exp((double) errors[i] - highest);
      errors[i] = (float) exp;
      total += exp;
    }
    for (int i = 0; i < columns; i++) {
      errors[i] = (float) (errors[i] / total);
    }
  }

  /** The gradient's norm is that of the errors divided by the root of the number of heads. */
  private double factor(int heads, int columns) {
    double squares = 0;
    for (int i = 0; i < columns; i++) {
      squares += (double) errors[i] * errors[i];
    }
    double norm = Math.sqrt(squares / heads);
    return norm > settings.clip() ? settings.clip() / norm : 1;
  }
}

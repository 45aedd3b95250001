package io.ameles.model.head;

/**
 * A linear layer in plain Java. Every sum is made in float64, input by input in their order, and
 * rounded to float32 at its end, so that an output depends on nothing but its inputs: not on other
 * rows, nor on the machine. A product of two float32 is exact in float64, and Java neither fuses
 * nor reorders float64 operations. Immutable and thread-safe.
 */
final class FixedProduct {
  private final int inputs;
  private final int outputs;
  private final float[] columns;
  private final float[] biases;

  private FixedProduct(int inputs, int outputs, float[] columns, float[] biases) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.columns = columns;
    this.biases = biases;
  }

  /**
   * @param rows [outputs, inputs] row by row; copied
   * @param biases [outputs]; copied
   */
  static FixedProduct of(float[] rows, float[] biases, int inputs) {
    FixedProduct product =
        new FixedProduct(inputs, biases.length, new float[rows.length], biases.clone());
    for (int output = 0; output < biases.length; output++) {
      product.take(output, rows, output * inputs);
    }
    return product;
  }

  /**
   * @param rows [outputs, inputs + 1] row by row from {@code from} on, the bias at the end of each;
   *     copied
   */
  static FixedProduct withBiases(float[] rows, int from, int outputs, int inputs) {
    FixedProduct product =
        new FixedProduct(inputs, outputs, new float[outputs * inputs], new float[outputs]);
    for (int output = 0; output < outputs; output++) {
      int row = from + output * (inputs + 1);
      product.take(output, rows, row);
      product.biases[output] = rows[row + inputs];
    }
    return product;
  }

  /** Turned round, so that one input after the other goes to all outputs side by side. */
  private void take(int output, float[] rows, int from) {
    for (int input = 0; input < inputs; input++) {
      columns[input * outputs + output] = rows[from + input];
    }
  }

  int outputs() {
    return outputs;
  }

  /**
   * @param values inputs from {@code from} on; not modified
   * @return [outputs], a new array
   */
  float[] apply(float[] values, int from) {
    double[] sums = new double[outputs];
    for (int input = 0; input < inputs; input++) {
      double value = values[from + input];
      int column = input * outputs;
      for (int output = 0; output < outputs; output++) {
        sums[output] += value * columns[column + output];
      }
    }
    float[] result = new float[outputs];
    for (int output = 0; output < outputs; output++) {
      result[output] = (float) (sums[output] + biases[output]);
    }
    return result;
  }
}

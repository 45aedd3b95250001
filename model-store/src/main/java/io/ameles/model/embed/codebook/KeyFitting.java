package io.ameles.model.embed.codebook;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.QuantizedVector;
import java.util.Arrays;
import java.util.List;

/**
 * Fits keys to public embeddings by vector quantisation with exponential moving averages, as
 * Traeuble et al. do: decay 0.95, epsilon 1e-5, 10 passes in batches of 256, keys that hardly
 * anything is assigned to replaced by an embedding of the batch.
 *
 * <p>Assignments use the keys rounded to integers and are exact; the averages are float64 sums,
 * products and quotients in a fixed order. So the keys are the same on every machine.
 * docs/learners/counting-bottleneck.md says every step.
 */
final class KeyFitting implements AutoCloseable {
  private static final int PASSES = 10;
  private static final int BATCH = 256;
  private static final double DECAY = 0.95;
  private static final double GAIN = 0.05;
  private static final double EPSILON = 1e-5;
  private static final double DEAD_FACTOR = 0.1;

  private final CodebookShape shape;
  private final NDManager device;
  private final double[][] projections;
  private final long picks;
  private final short[] keys;
  private final double[] sizes;
  private final double[] sums;
  private long picked;

  KeyFitting(
      CodebookShape shape, Projection projection, BootstrapSet examples, TensorDevice device) {
    this.shape = shape;
    this.device = device.newScope();
    this.projections = project(projection, examples.vectors());
    this.picks = SplitMix64.at(projection.seed(), 2);
    this.keys = new short[shape.pairs() * shape.keyDimension()];
    this.sizes = new double[shape.pairs()];
    this.sums = new double[keys.length];
  }

  private double[][] project(Projection projection, List<QuantizedVector> vectors) {
    double[][] projected = new double[vectors.size()][];
    Projector projector = new Projector(projection, device);
    int dimension = projection.space().dimension();
    for (int from = 0; from < projected.length; from += BATCH) {
      int rows = Math.min(BATCH, projected.length - from);
      double[] steps = new double[rows * dimension];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = vectors.get(from + i / dimension).get(i % dimension);
      }
      try (NDManager batch = device.newSubManager()) {
        double[] flat = projector.project(steps, batch).toDoubleArray();
        for (int row = 0; row < rows; row++) {
          projected[from + row] =
              Arrays.copyOfRange(flat, row * shape.columns(), (row + 1) * shape.columns());
        }
      }
    }
    return projected;
  }

  /** The keys, [heads, keys, key dimension]. */
  short[] run() {
    int[] order = new int[projections.length];
    for (int row = 0; row < order.length; row++) {
      order[row] = row;
    }
    for (int pair = 0; pair < shape.pairs(); pair++) {
      put(pair, projections[pick(projections.length)]);
    }
    for (int pass = 0; pass < PASSES; pass++) {
      for (int last = order.length - 1; last > 0; last--) {
        int other = pick(last + 1);
        int row = order[last];
        order[last] = order[other];
        order[other] = row;
      }
      for (int from = 0; from < order.length; from += BATCH) {
        step(Arrays.copyOfRange(order, from, Math.min(order.length, from + BATCH)));
      }
    }
    return keys;
  }

  private void step(int[] rows) {
    long[] nearest = nearest(rows);
    for (int head = 0; head < shape.heads(); head++) {
      average(head, rows, nearest);
      double total = 0;
      for (int key = 0; key < shape.keys(); key++) {
        total += sizes[head * shape.keys() + key];
      }
      for (int key = 0; key < shape.keys(); key++) {
        int pair = head * shape.keys() + key;
        if (sizes[pair] < DEAD_FACTOR * BATCH / shape.keys()) {
          put(pair, projections[rows[pick(rows.length)]]);
        } else {
          round(pair, (sizes[pair] + EPSILON) / (total + shape.keys() * EPSILON) * total);
        }
      }
    }
  }

  /** [heads, rows]. */
  private long[] nearest(int[] rows) {
    double[] input = new double[rows.length * shape.columns()];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(projections[rows[row]], 0, input, row * shape.columns(), shape.columns());
    }
    try (NDManager batch = device.newSubManager()) {
      NearestKeys search = new NearestKeys(shape, keys, null, batch);
      return search.of(batch.create(input, new Shape(rows.length, shape.columns()))).toLongArray();
    }
  }

  private void average(int head, int[] rows, long[] nearest) {
    int size = shape.keyDimension();
    double[] counted = new double[shape.keys()];
    double[] summed = new double[shape.keys() * size];
    for (int row = 0; row < rows.length; row++) {
      int key = (int) nearest[head * rows.length + row];
      counted[key]++;
      for (int i = 0; i < size; i++) {
        summed[key * size + i] += projections[rows[row]][head * size + i];
      }
    }
    int first = head * shape.keys();
    for (int key = 0; key < counted.length; key++) {
      sizes[first + key] = DECAY * sizes[first + key] + GAIN * counted[key];
    }
    for (int i = 0; i < summed.length; i++) {
      sums[first * size + i] = DECAY * sums[first * size + i] + GAIN * summed[i];
    }
  }

  private void round(int pair, double size) {
    int from = pair * shape.keyDimension();
    for (int i = from; i < from + shape.keyDimension(); i++) {
      double key = Math.rint(sums[i] / size);
      keys[i] = (short) Math.max(-Projection.LIMIT, Math.min(Projection.LIMIT, key));
    }
  }

  private void put(int pair, double[] projected) {
    int size = shape.keyDimension();
    int head = pair / shape.keys();
    for (int i = 0; i < size; i++) {
      keys[pair * size + i] = (short) projected[head * size + i];
    }
  }

  private int pick(int bound) {
    return SplitMix64.below(bound, picks, picked++);
  }

  @Override
  public void close() {
    device.close();
  }
}

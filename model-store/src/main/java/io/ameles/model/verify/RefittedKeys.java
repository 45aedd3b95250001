package io.ameles.model.verify;

import java.util.List;

/**
 * Fits the keys of a counting bottleneck to its bootstrap set again, step by step as
 * docs/learners/counting-bottleneck.md has it.
 */
final class RefittedKeys {
  private static final int PASSES = 10;
  private static final int BATCH = 256;

  private final FrozenKeys frozen;
  private final List<int[]> rows;
  private final long stream;
  private final int[] keys;
  private final double[] sizes;
  private final double[] sums;
  private long picked;

  /**
   * @param frozen gets the keys, and is asked for the nearest meanwhile
   * @param rows the projections of the bootstrap set; at least one
   */
  RefittedKeys(FrozenKeys frozen, List<int[]> rows) {
    this.frozen = frozen;
    this.rows = rows;
    this.stream = FrozenKeys.output(frozen.seed(), 2);
    this.keys = new int[frozen.heads * frozen.perHead * frozen.size];
    this.sizes = new double[frozen.heads * frozen.perHead];
    this.sums = new double[keys.length];
  }

  void fit() {
    frozen.useKeys(keys);
    for (int pair = 0; pair < sizes.length; pair++) {
      copy(rows.get(pick(rows.size())), pair);
    }
    int[] order = new int[rows.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int pass = 0; pass < PASSES; pass++) {
      for (int last = order.length - 1; last > 0; last--) {
        int other = pick(last + 1);
        int swapped = order[last];
        order[last] = order[other];
        order[other] = swapped;
      }
      for (int from = 0; from < order.length; from += BATCH) {
        batch(order, from, Math.min(order.length, from + BATCH));
      }
    }
  }

  private void batch(int[] order, int from, int to) {
    double[] counted = new double[sizes.length];
    double[] summed = new double[sums.length];
    for (int at = from; at < to; at++) {
      int[] row = rows.get(order[at]);
      for (int head = 0; head < frozen.heads; head++) {
        int pair = frozen.nearest(row, head);
        counted[pair]++;
        for (int i = 0; i < frozen.size; i++) {
          summed[pair * frozen.size + i] += row[head * frozen.size + i];
        }
      }
    }
    for (int pair = 0; pair < sizes.length; pair++) {
      sizes[pair] = 0.95 * sizes[pair] + 0.05 * counted[pair];
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = 0.95 * sums[i] + 0.05 * summed[i];
    }
    for (int head = 0; head < frozen.heads; head++) {
      place(head, order, from, to);
    }
  }

  private void place(int head, int[] order, int from, int to) {
    double total = 0;
    int first = head * frozen.perHead;
    for (int pair = first; pair < first + frozen.perHead; pair++) {
      total += sizes[pair];
    }
    for (int pair = first; pair < first + frozen.perHead; pair++) {
      if (sizes[pair] < 0.1 * BATCH / frozen.perHead) {
        copy(rows.get(order[from + pick(to - from)]), pair);
      } else {
        double size = (sizes[pair] + 1e-5) / (total + frozen.perHead * 1e-5) * total;
        for (int i = pair * frozen.size; i < (pair + 1) * frozen.size; i++) {
          keys[i] = FrozenKeys.clamp((long) Math.rint(sums[i] / size));
        }
      }
    }
  }

  private void copy(int[] row, int pair) {
    int head = pair / frozen.perHead;
    System.arraycopy(row, head * frozen.size, keys, pair * frozen.size, frozen.size);
  }

  private int pick(int bound) {
    return (int) Long.remainderUnsigned(FrozenKeys.output(stream, picked++), bound);
  }
}

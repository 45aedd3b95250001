package io.ameles.demo.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Permuted-MNIST: the digits of MNIST ten times, each time with the pixels in another order. Label
 * {@code 3-7} is the digit 7 under permutation 3; the ten labels of a permutation make a task. The
 * permutations are drawn from the seed, the first one included.
 */
final class PermutedMnist {
  static final String NAME = "permuted-mnist";

  private static final int PERMUTATIONS = 10;

  private PermutedMnist() {}

  static Dataset of(Dataset mnist, long seed) {
    SeededRandom random = SeededRandom.of(seed, "permutations");
    int[][] permutations = new int[PERMUTATIONS][];
    for (int i = 0; i < PERMUTATIONS; i++) {
      permutations[i] = IntStream.range(0, mnist.dimension()).toArray();
      random.shuffle(permutations[i]);
    }
    return new Dataset(
        NAME,
        RowOrder.ARBITRARY,
        LabelOrder.BY_TASK,
        permuted(mnist.train(), permutations),
        permuted(mnist.test(), permutations));
  }

  private static LabelledRows permuted(LabelledRows rows, int[][] permutations) {
    int digits = rows.labels().size();
    List<String> labels = new ArrayList<>();
    int[] labelOfRow = new int[rows.size() * permutations.length];
    for (int permutation = 0; permutation < permutations.length; permutation++) {
      for (String digit : rows.labels()) {
        labels.add(permutation + "-" + digit);
      }
      for (int row = 0; row < rows.size(); row++) {
        labelOfRow[permutation * rows.size() + row] = permutation * digits + rows.labelIndex(row);
      }
    }
    return new LabelledRows(new PermutedRows(rows.source(), permutations), labels, labelOfRow);
  }
}

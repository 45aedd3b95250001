package io.ameles.demo.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PermutedMnistTest {
  private static final int DIGITS = 3;
  private static final int ROWS = 6;

  private final Dataset digits = new Dataset("digits", RowOrder.ARBITRARY, rows(), rows());
  private final Dataset permuted = PermutedMnist.of(digits, 7);

  @Test
  void everyRowIsThereOncePerPermutationWithTheSamePixelsElsewhere() {
    assertThat(permuted.train().size()).isEqualTo(10 * ROWS);
    for (int row = 0; row < permuted.train().size(); row++) {
      float[] original = digits.train().features(row % ROWS);
      float[] there = permuted.train().features(row);
      Arrays.sort(original);
      Arrays.sort(there);
      assertThat(there).containsExactly(original);
      assertThat(permuted.train().label(row))
          .isEqualTo(row / ROWS + "-" + digits.train().label(row % ROWS));
    }
  }

  @Test
  void trainAndTestRowsArePermutedAlikeAndPermutationsDiffer() {
    for (int permutation = 0; permutation < 10; permutation++) {
      int row = permutation * ROWS;
      assertThat(permuted.test().features(row)).containsExactly(permuted.train().features(row));
    }
    assertThat(permuted.train().features(0)).isNotEqualTo(permuted.train().features(ROWS));
    assertThat(PermutedMnist.of(digits, 8).train().features(0))
        .isNotEqualTo(permuted.train().features(0));
    assertThat(PermutedMnist.of(digits, 7).train().features(0))
        .containsExactly(permuted.train().features(0));
  }

  @Test
  void labelsOfAPermutationMakeATask() {
    ClassIncrementalStream stream =
        ClassIncrementalStream.of(
            permuted, new StreamSettings(1, 10, 2, 60, Instant.EPOCH, Duration.ofSeconds(1)));
    assertThat(stream.labels("task-03")).containsExactly("3-0", "3-1", "3-2");
    assertThat(stream.testRows("task-03")).containsExactly(18, 19, 20, 21, 22, 23);
  }

  private static LabelledRows rows() {
    byte[] values = new byte[ROWS * 8];
    int[] labels = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      labels[row] = row % DIGITS;
      for (int i = 0; i < 8; i++) {
        values[row * 8 + i] = (byte) (17 * row + i);
      }
    }
    return new LabelledRows(new ByteRows(values, 8, 1), StoredDataset.labelNames(DIGITS), labels);
  }
}

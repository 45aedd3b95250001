package io.ameles.model.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real engine on the CPU against loops over long. */
class IntegerProductsTest {
  @ParameterizedTest
  @CsvSource({
    // rows, columns, width, rows at once
    "1, 1, 256, 1",
    "7, 5, 2, 3",
    "8, 4, 2, 4",
    "9, 700, 256, 1000",
    "50, 1030, 256, 20",
    "33, 600, 600, 33",
    "3, 40, 1, 2"
  })
  void equalsLoopsOverLongs(int rows, int columns, int width, int rowsAtOnce) {
    Random random = new Random(42);
    IntegerMatrix matrix = matrix(rows, columns, random);
    int[] signs = signs(rows, random);
    UpperBlocks blocks = new UpperBlocks(columns, width);
    long[][] gram = gram(matrix, signs, width, rowsAtOnce);
    assertThat(gram.length).isEqualTo(blocks.count());
    long[] expected = inJava(matrix, signs);
    blocks.forEach(
        (row, column) -> {
          long[] wanted = new long[blocks.extent(row) * blocks.extent(column)];
          for (int i = 0; i < wanted.length; i++) {
            int x = blocks.start(row) + i / blocks.extent(column);
            int y = blocks.start(column) + i % blocks.extent(column);
            wanted[i] = expected[x * columns + y];
          }
          assertThat(gram[blocks.index(row, column)]).isEqualTo(wanted);
        });
  }

  @Test
  void extremeValuesAreExact() {
    int rows = 4_099;
    short[] values = new short[rows * 3];
    for (int n = 0; n < rows; n++) {
      values[n * 3] = 32_767;
      values[n * 3 + 1] = -32_767;
      values[n * 3 + 2] = n % 2 == 0 ? 32_767 : Short.MIN_VALUE;
    }
    IntegerMatrix matrix = new IntegerMatrix(rows, 3, values);
    int[] learned = new int[rows];
    Arrays.fill(learned, 1);
    assertThat(gram(matrix, learned, 3, 1_000_000)[0]).isEqualTo(inJava(matrix, learned));
    int[] forgotten = new int[rows];
    Arrays.fill(forgotten, -1);
    assertThat(gram(matrix, forgotten, 3, 1_000)[0]).isEqualTo(inJava(matrix, forgotten));
  }

  @Test
  void fullestBatchIsExact() {
    int rows = IntegerProducts.EXACT_ROWS;
    short[] values = new short[rows];
    Arrays.fill(values, Short.MIN_VALUE);
    values[rows - 1] = 1;
    int[] signs = new int[rows];
    Arrays.fill(signs, 1);
    // 2^53 less 2^30 and 1 more: odd, and the last odd numbers that float64 has are not far.
    assertThat(gram(new IntegerMatrix(rows, 1, values), signs, 1, Integer.MAX_VALUE)[0])
        .containsExactly((1L << 53) - (1L << 30) + 1);
  }

  @Test
  void withoutRowsEverythingIsZero() {
    assertThat(gram(new IntegerMatrix(0, 2, new short[0]), new int[0], 2, 1))
        .isDeepEqualTo(new long[][] {new long[4]});
  }

  @Test
  void wrongProductIsNeverTaken() {
    IntegerMatrix matrix = new IntegerMatrix(2, 2, new short[] {1, 2, 3, 4});
    for (double error : new double[] {0, 1, -1}) {
      SignedRows rows = new SignedRows(matrix, new int[] {1, 1}, 0, 2);
      GramBlocks sums = new GramBlocks(new UpperBlocks(2, 2));
      try (NDManager scope = TensorDevice.CPU.newScope();
          NDArray product = scope.create(new double[] {10, 14, 14, 20 + error}, new Shape(2, 2))) {
        if (error == 0) {
          IntegerProducts.read(product, 0, rows.expectedRowSums(0, 2), sums);
          assertThat(sums.toArrays()[0]).containsExactly(10, 14, 14, 20);
        } else {
          assertThatExceptionOfType(AmelesException.class)
              .isThrownBy(() -> IntegerProducts.read(product, 0, rows.expectedRowSums(0, 2), sums))
              .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ENGINE));
        }
      }
    }
  }

  @Test
  void manyProductsLeaveNothingOnTheDevice() {
    Random random = new Random(7);
    try (IntegerProducts products = new IntegerProducts(TensorDevice.CPU)) {
      IntegerMatrix matrix = matrix(200, 100, random);
      int[] signs = signs(200, random);
      long[][] first = products.gram(matrix, signs, 32);
      for (int i = 0; i < 300; i++) { // its own scope is capped and would refuse what stays
        assertThat(products.gram(matrix, signs, 32)).isDeepEqualTo(first);
      }
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatIllegalArgumentException().isThrownBy(() -> new IntegerMatrix(2, 2, new short[3]));
    try (IntegerProducts products = new IntegerProducts(TensorDevice.CPU)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> products.gram(new IntegerMatrix(1, 1, new short[1]), new int[2], 1));
    }
  }

  static IntegerMatrix matrix(int rows, int columns, Random random) {
    short[] values = new short[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) (random.nextInt(65_535) - 32_767);
    }
    return new IntegerMatrix(rows, columns, values);
  }

  private static int[] signs(int rows, Random random) {
    return random.ints(rows, 0, 2).map(bit -> 2 * bit - 1).toArray();
  }

  private static long[][] gram(IntegerMatrix matrix, int[] signs, int width, int rowsAtOnce) {
    try (IntegerProducts products = new IntegerProducts(TensorDevice.CPU, rowsAtOnce)) {
      return products.gram(matrix, signs, width);
    }
  }

  private static long[] inJava(IntegerMatrix matrix, int[] signs) {
    int columns = matrix.columns();
    long[] gram = new long[columns * columns];
    for (int n = 0; n < matrix.rows(); n++) {
      for (int i = 0; i < columns; i++) {
        long left = (long) signs[n] * matrix.values()[n * columns + i];
        for (int j = 0; j < columns; j++) {
          gram[i * columns + j] += left * matrix.values()[n * columns + j];
        }
      }
    }
    return gram;
  }
}

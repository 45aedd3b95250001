package io.ameles.model.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real engine on the CPU against loops over long. */
class SignProjectionTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 1, 0", "5, 3, 7, 0", "40, 70, 33, 2", "3, 1280, 100, 5", "2, 9, 9, 30"})
  void equalsLoopsOverLongs(int rows, int dimension, int features, int shift) {
    Random random = new Random(42);
    IntegerMatrix matrix = IntegerProductsTest.matrix(rows, dimension, random);
    float[] signs = new float[features * dimension];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = random.nextBoolean() ? 1 : -1;
    }
    try (SignProjection projection =
        new SignProjection(TensorDevice.CPU, signs, dimension, shift)) {
      IntegerMatrix result = projection.apply(matrix);
      assertThat(result.rows()).isEqualTo(rows);
      assertThat(result.columns()).isEqualTo(features);
      assertThat(result.values()).isEqualTo(inJava(matrix, signs, features, shift));
      assertThat(projection.apply(matrix).values()).isEqualTo(result.values());
    }
  }

  @Test
  void roundsDownAndStopsAtTheEnds() {
    try (SignProjection projection =
        new SignProjection(TensorDevice.CPU, new float[] {1, 1, -1, -1}, 2, 1)) {
      short[] values = {32_767, 32_767, 1, 2, -1, -2, 0, 0, Short.MIN_VALUE, Short.MIN_VALUE};
      assertThat(projection.apply(new IntegerMatrix(5, 2, values)).values())
          .containsExactly(32_767, 0, 1, 0, 0, 1, 0, 0, 0, 32_767);
    }
  }

  @Test
  void noRowsGiveNoRows() {
    try (SignProjection projection =
        new SignProjection(TensorDevice.CPU, new float[] {1, 1, -1, -1}, 2, 1)) {
      assertThat(projection.apply(new IntegerMatrix(0, 2, new short[0])).rows()).isZero();
    }
  }

  @Test
  void refusesVectorsOfAnotherDimension() {
    try (SignProjection projection =
        new SignProjection(TensorDevice.CPU, new float[] {1, 1}, 2, 1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> projection.apply(new IntegerMatrix(1, 1, new short[1])));
    }
  }

  @Test
  void aDeviceThatRoundsIsTold() {
    IntegerMatrix rows = new IntegerMatrix(3, 2, new short[] {9, 9, 5, -7, 100, 3});
    long[] signSums = {2, -4};
    SignProjection.requireExact(new double[] {38, 188}, rows, 1, signSums);
    for (double wrong : new double[] {187, 188.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatExceptionOfType(AmelesException.class)
          .isThrownBy(
              () -> SignProjection.requireExact(new double[] {38, wrong}, rows, 1, signSums))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ENGINE));
    }
  }

  private static short[] inJava(IntegerMatrix matrix, float[] signs, int features, int shift) {
    int dimension = matrix.columns();
    short[] result = new short[matrix.rows() * features];
    for (int n = 0; n < matrix.rows(); n++) {
      for (int j = 0; j < features; j++) {
        long sum = 0;
        for (int i = 0; i < dimension; i++) {
          sum += ((long) signs[j * dimension + i]) * matrix.values()[n * dimension + i];
        }
        result[n * features + j] = (short) Math.min(Math.max(0, sum) >> shift, 32_767);
      }
    }
    return result;
  }
}

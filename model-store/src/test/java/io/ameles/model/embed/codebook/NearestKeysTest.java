package io.ameles.model.embed.codebook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.ameles.model.device.TensorDevice;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against loops over long. */
class NearestKeysTest {
  private static final short[] EXTREMES = {-32767, 32767, -32766, 32766, 0};

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 2, 64", "3, 17, 5", "8, 64, 8", "2, 1000, 14"})
  void findsWhatLoopsFind(int heads, int keys, int size) {
    Random random = new Random(heads * 1000L + keys);
    CodebookShape shape = new CodebookShape(heads, keys, size);
    short[] places = noise(random, keys * heads * size);
    double[] queries = asDoubles(noise(random, 50 * heads * size));
    assertSame(shape, places, queries, null);
  }

  @ParameterizedTest
  @CsvSource({"4, 40, 1", "4, 40, 2", "2, 200, 64"})
  void ofEquallyNearKeysTheFirstWins(int heads, int keys, int size) {
    Random random = new Random(5);
    CodebookShape shape = new CodebookShape(heads, keys, size);
    short[] places = extremes(random, heads * keys * size);
    double[] queries = asDoubles(extremes(random, 50 * heads * size));
    assertSame(shape, places, queries, null);
  }

  @Test
  void largestCodebookIsExactAtItsExtremes() {
    int keys = CodebookShape.MAX_KEYS;
    int size = CodebookShape.MAX_KEY_DIMENSION;
    CodebookShape shape = new CodebookShape(1, keys, size);
    // All as far away as can be, and nearly equally far: they differ in a single component by one.
    short[] places = new short[keys * size];
    Arrays.fill(places, (short) -32767);
    places[(keys - 1) * size + size - 1] = -32766;
    places[(keys - 2) * size + 3] = -32766;
    double[] queries = new double[2 * size];
    Arrays.fill(queries, 32767);
    queries[size] = -32767;
    assertThat(assertSame(shape, places, queries, null)).containsExactly(keys - 2, keys - 2);
  }

  @Test
  void keysThatAreNotUsableAreNotFound() {
    Random random = new Random(9);
    CodebookShape shape = new CodebookShape(4, 30, 3);
    boolean[] usable = new boolean[shape.pairs()];
    for (int pair = 30; pair < usable.length; pair++) {
      usable[pair] = random.nextInt(3) == 0;
    }
    short[] places = noise(random, usable.length * 3);
    double[] queries = asDoubles(noise(random, 50 * 4 * 3));
    int[] found = assertSame(shape, places, queries, usable);
    for (int head = 1; head < 4; head++) { // the first head has no usable key and uses all
      for (int row = 0; row < 50; row++) {
        assertThat(usable[head * 30 + found[head * 50 + row]]).isTrue();
      }
    }
  }

  /** Returns [heads, rows]. */
  private static int[] assertSame(
      CodebookShape shape, short[] keys, double[] queries, boolean @Nullable [] usable) {
    int rows = queries.length / shape.columns();
    int[] expected = new int[shape.heads() * rows];
    for (int head = 0; head < shape.heads(); head++) {
      for (int row = 0; row < rows; row++) {
        expected[head * rows + row] =
            nearest(shape, keys, queries, row * shape.columns(), head, usable);
      }
    }
    try (NDManager scope = TensorDevice.CPU.newScope()) {
      long[] found =
          new NearestKeys(shape, keys, usable, scope)
              .of(scope.create(queries, new Shape(rows, shape.columns())))
              .toLongArray();
      assertThat(Arrays.stream(found).mapToInt(key -> (int) key).toArray()).isEqualTo(expected);
    }
    return expected;
  }

  private static int nearest(
      CodebookShape shape,
      short[] keys,
      double[] queries,
      int from,
      int head,
      boolean @Nullable [] usable) {
    boolean any = false;
    for (int key = 0; usable != null && key < shape.keys(); key++) {
      any |= usable[head * shape.keys() + key];
    }
    int best = -1;
    long least = Long.MAX_VALUE;
    for (int key = 0; key < shape.keys(); key++) {
      int pair = head * shape.keys() + key;
      long distance = 0;
      for (int i = 0; i < shape.keyDimension(); i++) {
        long difference =
            (long) queries[from + head * shape.keyDimension() + i]
                - keys[pair * shape.keyDimension() + i];
        distance += difference * difference;
      }
      if (distance < least && (usable == null || !any || usable[pair])) {
        least = distance;
        best = key;
      }
    }
    return best;
  }

  private static short[] noise(Random random, int count) {
    short[] values = new short[count];
    for (int i = 0; i < count; i++) {
      values[i] = (short) (random.nextInt(65535) - 32767);
    }
    return values;
  }

  private static short[] extremes(Random random, int count) {
    short[] values = new short[count];
    for (int i = 0; i < count; i++) {
      values[i] = EXTREMES[random.nextInt(EXTREMES.length)];
    }
    return values;
  }

  private static double[] asDoubles(short[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}

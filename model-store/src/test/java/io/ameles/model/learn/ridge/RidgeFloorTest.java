package io.ameles.model.learn.ridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.catalog.LearnerCatalog;
import io.ameles.model.device.UpperBlocks;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.Solution;
import io.ameles.model.learn.Tile;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Matrices beside which the smallest lambda vanishes: whole numbers, and nothing wrong with them.
 */
class RidgeFloorTest {
  private static final double MIN_LAMBDA = 1e-6;

  /** Rows of extreme examples; every entry an int16 value. */
  private enum Shape {
    /** Every feature is the same. */
    CONSTANT {
      @Override
      double at(int row, double place, Random random) {
        return 1;
      }
    },
    /** Few examples of many features. */
    NOISE {
      @Override
      double at(int row, double place, Random random) {
        return 2 * random.nextDouble() - 1;
      }
    },
    /** Only the largest values there are. */
    SIGNS {
      @Override
      double at(int row, double place, Random random) {
        return random.nextBoolean() ? 1 : -1;
      }
    },
    /** Powers: eigenvalues that fall until they are lost in rounding. */
    SMOOTH {
      @Override
      double at(int row, double place, Random random) {
        return Math.pow(place, row);
      }
    },
    /** Waves of neighbouring lengths. */
    WAVES {
      @Override
      double at(int row, double place, Random random) {
        return Math.cos(place * (row + 1) / 3);
      }
    };

    abstract double at(int row, double place, Random random);
  }

  @ParameterizedTest
  @CsvSource({
    "CONSTANT, 1, 1, 1",
    "CONSTANT, 700, 1, 1",
    "CONSTANT, 700, 1, 4294967296",
    "NOISE, 700, 1, 1",
    "NOISE, 700, 30, 1",
    "NOISE, 700, 30, 67108864",
    "NOISE, 700, 699, 1",
    "SIGNS, 700, 3, 1000000007",
    "SIGNS, 700, 300, 1",
    "SIGNS, 700, 700, 3000001",
    "SMOOTH, 700, 60, 1",
    "SMOOTH, 700, 60, 100000007",
    "WAVES, 700, 200, 1",
    "WAVES, 700, 200, 30000001",
  })
  void soundStatisticsAreAlwaysSolved(Shape shape, int size, int rows, long times) {
    Map<String, Tile> tiles = tiles(shape, size, rows, times);
    Solution solution = ridge(size, MIN_LAMBDA).solve(tiles);
    for (float weight : RidgeWeights.of(solution.head())) {
      assertThat(weight).isFinite();
    }
    assertThat(solution.facts().get("residual")).isLessThan(1e-12);
    double floor = size * 0x1p-50 * largest(tiles, size);
    assertThat(solution.facts()).containsEntry("effective-lambda", Math.max(MIN_LAMBDA, floor));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 1e12", "0.0001220703125, 1", "0.0001220703125, 1e-6"})
  void ordinaryLambdasStayAsTheyAre(double step, double lambda) {
    int size = 300;
    AdditiveLearner ridge =
        (AdditiveLearner)
            LearnerCatalog.build(
                "ridge", Map.of("lambda", Double.toString(lambda)), new EmbeddingSpace(size, step));
    assertThat(ridge.solve(tiles(Shape.NOISE, size, 40, 1)).facts())
        .containsEntry("effective-lambda", lambda);
  }

  private static AdditiveLearner ridge(int size, double lambda) {
    return (AdditiveLearner)
        LearnerCatalog.build(
            "ridge",
            Map.of("lambda", Double.toString(lambda)),
            new EmbeddingSpace(size, 1)); // a step of 1, as large as features come
  }

  /** The statistics of {@code rows} examples that came {@code times} times each. */
  private static Map<String, Tile> tiles(Shape shape, int size, int rows, long times) {
    Random random = new Random(5);
    long[][] values = new long[rows][size];
    long[] sum = new long[size];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < size; i++) {
        values[row][i] = Math.round(32_767 * shape.at(row, (i + 1.0) / size, random));
        sum[i] = Math.addExact(sum[i], Math.multiplyExact(times, values[row][i]));
      }
    }
    Map<String, Tile> tiles = new HashMap<>();
    tiles.put(RidgeKeys.label("a"), Tile.of(rows * times, sum));
    UpperBlocks blocks = RidgeKeys.blocks(size);
    blocks.forEach(
        (row, column) -> {
          int height = blocks.extent(row);
          int width = blocks.extent(column);
          long[] sums = new long[height * width];
          for (long[] value : values) {
            for (int i = 0; i < height; i++) {
              for (int j = 0; j < width; j++) {
                sums[i * width + j] +=
                    value[blocks.start(row) + i] * value[blocks.start(column) + j];
              }
            }
          }
          for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.multiplyExact(sums[i], times);
          }
          tiles.put(RidgeKeys.gram(row, column), Tile.of(rows * times, sums));
        });
    return tiles;
  }

  private static double largest(Map<String, Tile> tiles, int size) {
    UpperBlocks blocks = RidgeKeys.blocks(size);
    long largest = 0;
    for (int i = 0; i < size; i++) {
      int block = i / blocks.width();
      int within = i - blocks.start(block);
      Tile tile = tiles.getOrDefault(RidgeKeys.gram(block, block), Tile.ZERO);
      largest = Math.max(largest, tile.sum(within * blocks.extent(block) + within));
    }
    return largest;
  }
}

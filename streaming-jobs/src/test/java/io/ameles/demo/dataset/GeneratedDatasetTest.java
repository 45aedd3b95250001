package io.ameles.demo.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedDatasetTest {

  private static final GeneratedDataset SMALL = new GeneratedDataset(7, 60, 40, 20, 8, 0.9, 0.5);

  @Test
  void hasTheRowsAskedFor() {
    Dataset dataset = GeneratedDataset.defaults().generate();

    assertThat(dataset.name()).isEqualTo("generated");
    assertThat(dataset.dimension()).isEqualTo(64);
    assertThat(dataset.labels()).hasSize(20).isSorted().startsWith("00").endsWith("19");
    assertThat(dataset.train().size()).isEqualTo(20_000);
    assertThat(dataset.test().size()).isEqualTo(2_000);
  }

  @Test
  void sameSeedGivesTheSameBytes() {
    assertThat(digest(SMALL.generate())).isEqualTo(digest(SMALL.generate()));
    assertThat(digest(SMALL.withSeed(8).generate())).isNotEqualTo(digest(SMALL.generate()));
  }

  /** Recorded numbers were computed with these bytes: a change here makes them wrong. */
  @Test
  void bytesNeverChange() {
    assertThat(digest(SMALL.generate()))
        .isEqualTo("7124535009d24599a2c936de15c4e7d295bdb5aaf7cd12b1f5d6a66c018b5c3e");
  }

  @Test
  void trainAndTestRowsDiffer() {
    Dataset dataset = SMALL.generate();

    assertThat(dataset.train().features(0)).isNotEqualTo(dataset.test().features(0));
  }

  @Test
  void everyBlockHoldsEveryLabelOnce() {
    LabelledRows train = SMALL.generate().train();

    for (int block = 0; block < 3; block++) {
      boolean[] seen = new boolean[20];
      for (int row = 20 * block; row < 20 * block + 20; row++) {
        assertThat(seen[train.labelIndex(row)]).isFalse();
        seen[train.labelIndex(row)] = true;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nearestMeanIsGoodButNotPerfect(long seed) {
    Dataset dataset = GeneratedDataset.defaults().withSeed(seed).generate();

    assertThat(NearestMeanReference.accuracy(dataset)).isBetween(0.80, 0.92);
  }

  @Test
  void labelsMoveFromTheFirstToTheLastRowByTheDrift() {
    assertThat(movement(0)).isLessThan(0.1);
    assertThat(movement(0.5)).isBetween(0.2, 0.4);
    assertThat(movement(1)).isBetween(0.4, 0.8);
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> SMALL.withTrainRows(0)).hasMessageContaining("trainRows");
    assertThatThrownBy(() -> new GeneratedDataset(1, 1, 0, 2, 1, 0, 0))
        .hasMessageContaining("testRows");
    assertThatThrownBy(() -> new GeneratedDataset(1, 1, 1, 1, 1, 0, 0))
        .hasMessageContaining("labels must be at least 2");
    assertThatThrownBy(() -> new GeneratedDataset(1, 1, 1, 2, 0, 0, 0))
        .hasMessageContaining("dimension");
    assertThatThrownBy(() -> new GeneratedDataset(1, 1, 1, 2, 1, Double.NaN, 0))
        .hasMessageContaining("noise");
    assertThatThrownBy(() -> new GeneratedDataset(1, 1, 1, 2, 1, 0, -0.1))
        .hasMessageContaining("drift");
  }

  @Test
  void oneRowIsEnough() {
    Dataset dataset = new GeneratedDataset(1, 1, 1, 2, 1, 0, 0).generate();

    assertThat(dataset.train().features(0)[0]).isFinite();
  }

  /**
   * Root mean square over labels and features of the way from a label's mean in the first quarter
   * to that in the last, which lie three quarters of the time apart. Three components of a label
   * move independently, so its mean moves by 1/sqrt(3) of the drift: about 0.43 drift in all.
   */
  private static double movement(double drift) {
    LabelledRows train = new GeneratedDataset(1, 20_000, 1, 20, 64, 0.3, drift).generate().train();
    double[][] way = new double[20][64];
    double each = 4.0 * way.length / train.size();
    for (int row = 0; row < train.size(); row++) {
      int quarter = 4 * row / train.size();
      double weight = quarter == 3 ? each : quarter == 0 ? -each : 0;
      float[] features = train.features(row);
      for (int i = 0; i < features.length; i++) {
        way[train.labelIndex(row)][i] += weight * features[i];
      }
    }
    double square = 0;
    for (double[] wayOfLabel : way) {
      for (double value : wayOfLabel) {
        square += value * value;
      }
    }
    return Math.sqrt(square / (20 * 64));
  }

  private static String digest(Dataset dataset) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (LabelledRows half : new LabelledRows[] {dataset.train(), dataset.test()}) {
        for (int row = 0; row < half.size(); row++) {
          digest.update(half.label(row).getBytes(StandardCharsets.UTF_8));
          ByteBuffer bytes = ByteBuffer.allocate(4 * dataset.dimension());
          bytes.asFloatBuffer().put(half.features(row));
          digest.update(bytes);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}

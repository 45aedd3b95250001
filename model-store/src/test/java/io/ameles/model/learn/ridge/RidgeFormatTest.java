package io.ameles.model.learn.ridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.Contribution;
import io.ameles.model.device.IntegerMatrix;
import io.ameles.model.device.SignProjection;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.embed.RandomFeatures;
import io.ameles.model.learn.Combiner;
import io.ameles.model.learn.SettingsReader;
import io.ameles.model.learn.StateDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What docs/examples/ridge_digest.py prints, in Python. It never changes. */
class RidgeFormatTest {
  @Test
  void digestOnRawFeatures() {
    assertThat(digest(Map.of()))
        .isEqualTo("a418e2e90d3b16495bed20b0c8b4087871b8f1e0393ae1e78fefb52f226563be");
  }

  @Test
  void digestOnRandomFeatures() {
    assertThat(digest(Map.of("features", "random", "size", "300", "seed", "42")))
        .isEqualTo("11b6061b14317c77fd4afa665b7dd61752236002f82383f5ce96286f2389e661");
  }

  @Test
  void keysDoNotDependOnTheLanguageOfTheMachine() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(RidgeKeys.gram(3, 17)).isEqualTo("gram/0003/0017");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void randomFeatures() {
    assertThat(features(new RandomFeatures(5, 8, 42, 2)))
        .containsExactly(0, 0, 7_387, 214, 13_814, 0, 12_638, 0);
    assertThat(features(new RandomFeatures(70, 6, -1, 0)))
        .containsExactly(25_602, 32_767, 32_767, 32_767, 0, 0);
  }

  private static String digest(Map<String, String> settings) {
    Ridge ridge =
        Ridge.of(new SettingsReader("ridge", "ridge", settings), new EmbeddingSpace(5, 0x1p-14));
    List<Contribution> batch = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      String label = List.of("cat", "dog", "\u00e9").get(n % 3);
      batch.add(Contribution.learned(label, null, QuantizedVector.of(example(n, 5))));
    }
    try (Combiner combiner = ridge.open(TensorDevice.CPU)) {
      return StateDigest.of("ridge", combiner.combine(batch));
    }
  }

  private static short[] features(RandomFeatures rule) {
    try (SignProjection projection =
        new SignProjection(TensorDevice.CPU, rule.signs(), rule.dimension(), rule.shift())) {
      short[] row = example(1, rule.dimension());
      return projection.apply(new IntegerMatrix(1, row.length, row)).values();
    }
  }

  private static short[] example(int n, int dimension) {
    short[] values = new short[dimension];
    for (int i = 0; i < dimension; i++) {
      values[i] = (short) ((n * 7_919 + i * 104_729) % 65_535 - 32_767);
    }
    return values;
  }
}

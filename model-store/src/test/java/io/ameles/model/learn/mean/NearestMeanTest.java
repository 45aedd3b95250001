package io.ameles.model.learn.mean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.Contribution;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.head.LinearHead;
import io.ameles.model.learn.Tile;
import io.ameles.schema.DeletionScope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NearestMeanTest {
  private final NearestMean learner = NearestMean.of(new EmbeddingSpace(2, 0.5));

  @Test
  void addsUpPerLabel() {
    assertThat(
            learner
                .open(TensorDevice.CPU)
                .combine(
                    List.of(
                        learned("cat", 2, 4),
                        learned("dog", 1, 1),
                        learned("cat", 4, -4),
                        Contribution.forgotten(
                            "cow", null, QuantizedVector.of((short) 3, (short) 0)))))
        .isEqualTo(
            Map.of("cat", Tile.of(2, 6, 0), "dog", Tile.of(1, 1, 1), "cow", Tile.of(-1, -3, 0)));
  }

  @Test
  void solvesToMeansInLabelOrder() {
    LinearHead head =
        (LinearHead)
            learner
                .solve(Map.of("dog", Tile.of(1, 1, 1), "cat", Tile.of(2, 6, 0), "x", Tile.DROPPED))
                .head();
    assertThat(head.labels()).containsExactly("cat", "dog");
    assertThat(head.weights()).containsExactly(1.5f, 0, 0.5f, 0.5f);
    assertThat(head.biases()).containsExactly(-1.125f, -0.25f);
  }

  @Test
  void labelsAreWholeTilesAndTasksAreNot() {
    assertThat(learner.wholeTile(DeletionScope.LABEL, "cat")).contains("cat");
    assertThat(learner.wholeTile(DeletionScope.TASK, "t")).isEmpty();
  }

  @Test
  void sumsWithoutExamplesAreADefect() {
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> learner.solve(Map.of("cat", Tile.of(0, 1, 0))))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BROKEN_INVARIANT));
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> learner.solve(Map.of("cat", Tile.of(-1, 1, 0))));
  }

  private static Contribution learned(String label, int... values) {
    return Contribution.learned(
        label, null, QuantizedVector.of((short) values[0], (short) values[1]));
  }
}

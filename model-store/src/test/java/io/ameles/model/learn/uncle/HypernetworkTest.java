package io.ameles.model.learn.uncle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.device.TrainingLock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The slope that is written out, against the engine's own and against differences. */
class HypernetworkTest {
  private static final int TASKS = 3;
  private static final int CHUNKS = 2;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void slopeIsThatOfTheEngine(int layers) {
    Layout layout = new Layout(4, 3, List.of(6, 7, 5).subList(0, layers), 8);
    try (NDManager scope = TensorDevice.CPU.newScope()) {
      NDArray parameters = doubles(scope, layout.length(CHUNKS), 1);
      NDArray embeddings =
          doubles(scope, TASKS * layout.taskEmbedding(), 2).reshape(TASKS, -1).duplicate();
      NDArray headSlope = doubles(scope, TASKS * CHUNKS * layout.chunk(), 3).reshape(TASKS, -1);
      Hypernetwork written = new Hypernetwork(layout, parameters, scope);
      Hypernetwork.Slope slope = written.descend(written.generate(embeddings), headSlope);

      parameters.setRequiresGradient(true);
      embeddings.setRequiresGradient(true);
      TrainingLock.collect(
          collector -> {
            Hypernetwork recorded = new Hypernetwork(layout, parameters, scope);
            collector.backward(recorded.generate(embeddings).heads().mul(headSlope).sum());
          });
      assertThat(slope.parameters().toDoubleArray())
          .containsExactly(parameters.getGradient().toDoubleArray(), within(1e-12));
      assertThat(slope.embeddings().reshape(-1).toDoubleArray())
          .containsExactly(embeddings.getGradient().reshape(-1).toDoubleArray(), within(1e-12));
    }
  }

  @Test
  void slopeIsThatOfDifferences() {
    Layout layout = new Layout(3, 2, List.of(5, 4), 6);
    try (NDManager scope = TensorDevice.CPU.newScope()) {
      double[] values = doubles(scope, layout.length(CHUNKS), 1).toDoubleArray();
      NDArray embeddings = doubles(scope, TASKS * 3, 2).reshape(TASKS, -1);
      NDArray headSlope = doubles(scope, TASKS * CHUNKS * 6, 3).reshape(TASKS, -1);
      Hypernetwork network = new Hypernetwork(layout, scope.create(values), scope);
      double[] slope =
          network.descend(network.generate(embeddings), headSlope).parameters().toDoubleArray();
      double small = 1e-6;
      for (int i = 0; i < values.length; i++) {
        double[] sides = new double[2];
        for (int side = 0; side < 2; side++) {
          double[] moved = values.clone();
          moved[i] += side == 0 ? -small : small;
          sides[side] =
              new Hypernetwork(layout, scope.create(moved), scope)
                  .generate(embeddings)
                  .heads()
                  .mul(headSlope)
                  .sum()
                  .getDouble();
        }
        assertThat(slope[i]).isCloseTo((sides[1] - sides[0]) / (2 * small), within(1e-6));
      }
    }
  }

  @Test
  void lengthThatFitsNoNetworkIsRefused() {
    Layout layout = new Layout(4, 3, List.of(6), 8);
    assertThat(layout.chunks(layout.length(5))).isEqualTo(5);
    assertThatIllegalArgumentException().isThrownBy(() -> layout.chunks(layout.length(5) + 1));
    assertThatIllegalArgumentException().isThrownBy(() -> layout.chunks(layout.trunk()));
  }

  static NDArray doubles(NDManager scope, int count, long seed) {
    return scope
        .create(new Random(seed).doubles(count, -1, 1).toArray(), new Shape(count))
        .toType(DataType.FLOAT64, false);
  }
}

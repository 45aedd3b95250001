package io.ameles.model.learn.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ameles.model.device.TensorDevice;
import java.util.List;
import org.junit.jupiter.api.Test;

class GramTest {
  private static final double[] DIRECTION = {0.6, 0.8};

  @Test
  void callsKeepTheProductsAndNothingElse() {
    try (Gram gram = new Gram(TensorDevice.CPU, 2)) {
      for (int i = 0; i < 20; i++) {
        gram.add(List.of(new double[] {1, 2}, new double[] {3, 4}), 1);
        gram.project(List.of(DIRECTION));
        gram.solve(1, 1, List.of(new double[] {1, 0}));
        gram.restore(gram.values());
        gram.add(List.of(new double[] {1, 2}), -1);
      }
      assertThat(gram.held()).isEqualTo(1);
    }
  }

  @Test
  void wholeNumbersAreExact() {
    try (Gram gram = new Gram(TensorDevice.CPU, 2)) {
      gram.add(List.of(new double[] {32767, -32767}, new double[] {1, 2}), 1);
      assertThat(gram.values())
          .containsExactly(1073676290.0, -1073676287.0, -1073676287.0, 1073676293.0);
      gram.add(List.of(new double[] {1, 2}, new double[] {32767, -32767}), -1);
      assertThat(gram.values()).containsOnly(0);
    }
  }

  @Test
  void projectingTheProductsIsThatOfProjectedVectors() {
    double[] vector = {3, -5};
    Subspace taken = new Subspace();
    taken.restore(DIRECTION);
    double[] projected = vector.clone();
    taken.project(projected);
    try (Gram after = new Gram(TensorDevice.CPU, 2);
        Gram before = new Gram(TensorDevice.CPU, 2)) {
      after.add(List.of(vector), 1);
      after.project(List.of(DIRECTION));
      before.add(List.of(projected), 1);
      assertThat(after.values()).containsExactly(before.values(), within(1e-12));
    }
  }

  @Test
  void solves() {
    try (Gram gram = new Gram(TensorDevice.CPU, 2)) {
      gram.add(List.of(new double[] {1, 0}, new double[] {0, 2}), 1);
      // (2 diag(1, 4) + I)^-1 = diag(1/3, 1/9)
      assertThat(gram.solve(2, 1, List.of(new double[] {3, 9}, new double[] {6, 0})))
          .containsExactly(new double[] {1, 1, 2, 0}, within(1e-12));
    }
  }
}

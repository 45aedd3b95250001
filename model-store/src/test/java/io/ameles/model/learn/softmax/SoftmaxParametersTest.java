package io.ameles.model.learn.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.head.LinearHead;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoftmaxParametersTest {
  private static final Unlearning NPO = new Unlearning(UnlearnMethod.NPO, 1, 1, 0.1, 10);

  @Test
  void stepsKeepWeightsAndBiasesAndNothingElse() {
    try (SoftmaxParameters parameters = new SoftmaxParameters(TensorDevice.CPU, 2)) {
      parameters.add(List.of("b"));
      parameters.add(List.of("a", "b", "c"));
      LabelMeans.Rows means = new LabelMeans.Rows(2, new float[] {1, 0, 0, 1});
      for (int i = 0; i < 20; i++) {
        try (NDManager scope = parameters.newScope();
            Retreat retreat = new Retreat(parameters, NPO, means)) {
          NDArray inputs = scope.create(new float[] {1, 2}, new Shape(1, 2));
          NDArray targets = parameters.targets(scope, List.of("a"));
          float[] before = retreat.logLikelihoods(inputs, targets);
          assertThat(retreat.step(inputs, targets, before, 1)).isTrue();
          assertThat(retreat.logLikelihoods(inputs, targets)[0]).isLessThan(before[0]);
        }
        parameters.head();
        parameters.norm();
      }
      assertThat(parameters.held()).isEqualTo(2);
    }
  }

  @Test
  void stepFollowsTheGradient() {
    try (SoftmaxParameters parameters = new SoftmaxParameters(TensorDevice.CPU, 2);
        NDManager scope = parameters.newScope()) {
      parameters.add(List.of("b", "a"));
      NDArray inputs = scope.create(new float[] {1, 2}, new Shape(1, 2));
      NDArray errors =
          parameters.scores(inputs).softmax(1).subi(parameters.targets(scope, List.of("b")));
      assertThat(parameters.step(inputs, errors, 1)).isTrue();
      // Of two labels without weights each has probability 1/2.
      LinearHead head = parameters.head();
      assertThat(head.labels()).containsExactly("a", "b");
      assertThat(head.weights()).containsExactly(new float[] {-0.5f, -1, 0.5f, 1}, within(1e-6f));
      assertThat(head.biases()).containsExactly(new float[] {-0.5f, 0.5f}, within(1e-6f));
    }
  }

  @Test
  void stepOutOfTheNumbersIsNotTaken() {
    try (SoftmaxParameters parameters = new SoftmaxParameters(TensorDevice.CPU, 1)) {
      parameters.add(List.of("a"));
      for (float wild : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 1e30f, -1e30f}) {
        try (NDManager scope = parameters.newScope()) {
          NDArray inputs = scope.create(new float[] {1}, new Shape(1, 1));
          NDArray errors = scope.create(new float[] {wild}, new Shape(1, 1));
          assertThat(parameters.step(inputs, errors, 1)).as("%s", wild).isFalse();
        }
        assertThat(parameters.norm()).isZero();
      }
      assertThat(parameters.held()).isEqualTo(2);
    }
  }
}

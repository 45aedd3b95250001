package io.ameles.model.evidence.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class KernelAlignmentTest {
  private static final Outputs P =
      SaidOutputs.matrix(3, 1, 2, 3, 2, 0, 1, 0, 1, 5, 4, 4, 0, 1, 1, 2);
  private static final Outputs Q = SaidOutputs.matrix(2, 2, 1, 0, 3, 1, 5, 3, 3.5, 7, 2);

  @Test
  void itIsTheAlignmentOfTheCentredKernels() { // computed in Python, with kernels of rows
    assertThat(KernelAlignment.of(P, Q)).isCloseTo(0.04108323354899908, within(1e-12));
    assertThat(KernelAlignment.of(Q, P)).isCloseTo(0.04108323354899908, within(1e-12));
  }

  @Test
  void equalOutputsAreExactlyAlike() {
    assertThat(KernelAlignment.of(P, P)).isEqualTo(1.0);
    assertThat(KernelAlignment.of(Q, Q)).isEqualTo(1.0);
  }

  @Test
  void neitherScaleNorTheOrderOfLabelsMatters() {
    Outputs other =
        SaidOutputs.of(
            "a a a a a",
            List.of("x", "y", "z"),
            new float[] {6, 2, 4, 2, 4, 0, 10, 0, 2, 0, 8, 8, 4, 2, 2});
    assertThat(KernelAlignment.of(P, other)).isCloseTo(1, within(1e-12));
  }

  @Test
  void whatSaysTheSameOfEverythingIsLikeNothing() {
    Outputs constant = SaidOutputs.matrix(2, 0.1, 0.7, 0.1, 0.7, 0.1, 0.7, 0.1, 0.7, 0.1, 0.7);
    assertThat(KernelAlignment.of(P, constant)).isNull();
    assertThat(KernelAlignment.of(constant, constant)).isNull();
    assertThat(KernelAlignment.of(SaidOutputs.of("a", List.of()), SaidOutputs.of("a", List.of())))
        .isNull();
    assertThat(
            KernelAlignment.of(SaidOutputs.of("", List.of("a")), SaidOutputs.of("", List.of("a"))))
        .isNull();
    assertThat(KernelAlignment.of(SaidOutputs.matrix(2, 1, 2), SaidOutputs.matrix(2, 1, 2)))
        .isNull();
  }

  @Test
  void onlyAnswersToTheSameQuestionsCompare() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KernelAlignment.of(P, SaidOutputs.matrix(2, 1, 2)));
  }
}

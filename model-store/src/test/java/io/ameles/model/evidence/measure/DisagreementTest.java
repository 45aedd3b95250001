package io.ameles.model.evidence.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class DisagreementTest {
  private static final float NEVER = Float.NEGATIVE_INFINITY;

  @Test
  void equalOutputsAgree() {
    Outputs outputs = SaidOutputs.of("a b", List.of("a", "b"), 0.1f, 0.2f, 0.3f, NEVER);
    assertThat(Disagreement.between(outputs, outputs)).isEqualTo(new Disagreement(0, 0, 2));
  }

  @Test
  void scoresCompareWithinARow() {
    Outputs one = SaidOutputs.of("a b", List.of("a", "b"), 1, 2, 3, 4);
    Outputs shifted = SaidOutputs.of("a b", List.of("a", "b"), 11, 12, -7, -6);
    assertThat(Disagreement.between(one, shifted)).isEqualTo(new Disagreement(0, 0, 2));
  }

  @Test
  void labelsCompareByName() {
    Outputs one = SaidOutputs.of("a", List.of("a", "b", "c"), 1, 2, 9);
    Outputs other = SaidOutputs.of("a", List.of("b", "a"), 3, 0);
    // Of a and b they say (1, 2) and (0, 3): by -1 and +1 apart, the mean of which is 0.
    assertThat(Disagreement.between(one, other)).isEqualTo(new Disagreement(1, 1, 1));
  }

  @Test
  void nothingInCommonIsNothingToCompare() {
    Outputs one = SaidOutputs.of("a a", List.of("a"), 1, NEVER);
    Outputs other = SaidOutputs.of("a a", List.of());
    assertThat(Disagreement.between(one, other)).isEqualTo(new Disagreement(0, 1, 2));
    assertThat(Disagreement.between(other, other)).isEqualTo(new Disagreement(0, 0, 2));
  }

  @Test
  void sumIsAboutAllExamples() {
    Disagreement sum = new Disagreement(0.5, 1, 1).and(new Disagreement(0.25, 0, 3));
    assertThat(sum).isEqualTo(new Disagreement(0.5, 0.25, 4));
    assertThat(new Disagreement(0, 0, 0).and(new Disagreement(0, 0, 0)))
        .isEqualTo(new Disagreement(0, 0, 0));
  }

  @Test
  void onlyAnswersToTheSameQuestionsCompare() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Disagreement.between(SaidOutputs.matrix(1, 1), SaidOutputs.matrix(1, 1, 2)));
  }
}

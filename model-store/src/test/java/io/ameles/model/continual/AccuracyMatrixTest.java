package io.ameles.model.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AccuracyMatrixTest {
  private static final double ROUNDING = 1e-12;

  private final AccuracyMatrix<String> matrix = new AccuracyMatrix<>();

  /**
   * Computed by hand from R.
   *
   * <pre>
   *        a    b    c
   *   a  0.9  0.2  0.0
   *   b  0.7  0.8  0.3
   *   c  0.5  0.9  0.6
   * </pre>
   */
  @Test
  void scoresAreThoseOfTheHandComputedExample() {
    row("a", 0.9, 0.2, 0.0);
    row("b", 0.7, 0.8, 0.3);
    row("c", 0.5, 0.9, 0.6);

    ContinualScores scores = matrix.scores();
    assertThat(scores.averageAccuracy().getAsDouble()).isCloseTo(2.0 / 3, within(ROUNDING));
    assertThat(scores.incrementalAccuracy().getAsDouble())
        .isCloseTo((0.9 + 0.75 + 2.0 / 3) / 3, within(ROUNDING));
    assertThat(scores.forgetting().getAsDouble())
        .isCloseTo((0.4 + -0.1) / 2, within(ROUNDING)); // b is better than it ever was
    assertThat(scores.backwardTransfer().getAsDouble())
        .isCloseTo((-0.4 + 0.1) / 2, within(ROUNDING));
    assertThat(scores.forwardTransfer().getAsDouble()).isCloseTo((0.2 + 0.3) / 2, within(ROUNDING));
  }

  private void row(String name, double... accuracies) {
    matrix.begin(name);
    for (int column = 0; column < accuracies.length; column++) {
      matrix.put(name, List.of("a", "b", "c").get(column), accuracies[column]);
    }
  }

  @Test
  void ofNothingNothingFollows() {
    assertThat(matrix.scores())
        .isEqualTo(
            new ContinualScores(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty()));
  }

  @Test
  void afterTheFirstTaskThereIsNothingToForget() {
    row("a", 0.9, 0.2);

    assertThat(matrix.scores().averageAccuracy()).hasValue(0.9);
    assertThat(matrix.scores().incrementalAccuracy()).hasValue(0.9);
    assertThat(matrix.scores().forgetting()).isEmpty();
    assertThat(matrix.scores().backwardTransfer()).isEmpty();
    assertThat(matrix.scores().forwardTransfer()).isEmpty();
  }

  @Test
  void whatWasNotMeasuredDoesNotCount() {
    row("a", 0.9);
    row("b", 0.5);
    matrix.put("b", "b", 0.7);
    matrix.clear("b", "a");

    assertThat(matrix.scores().averageAccuracy()).hasValue(0.7);
    assertThat(matrix.scores().forgetting()).isEmpty();
    assertThat(matrix.at("b", "a")).isEmpty();
    assertThat(matrix.at("a", "a")).hasValue(0.9);
  }

  @Test
  void forgettingANameRemovesItsRowAndItsColumn() {
    row("a", 0.9, 0.2);
    row("b", 0.7, 0.8);
    matrix.forget("a");

    assertThat(matrix.rows()).containsExactly("b");
    assertThat(matrix.row("b")).containsOnlyKeys("b");
    assertThat(matrix.at("a", "b")).isEmpty();
  }

  @Test
  void beginningARowAgainChangesNothing() {
    row("a", 0.9);
    row("b", 0.7);
    matrix.begin("a");

    assertThat(matrix.rows()).containsExactly("a", "b");
  }

  @Test
  void aValueOfARowThatHasNotBegunIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> matrix.put("a", "a", 1));
  }
}

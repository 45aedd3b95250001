package io.ameles.model.evidence.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected numbers were computed in Python. */
class AttackTest {
  private static final Offset<Double> ROUNDING = within(1e-12);
  private static final float NEVER = Float.NEGATIVE_INFINITY;

  @Test
  void scoresAreWhatTheirNamesSay() {
    Outputs outputs = SaidOutputs.of("b", List.of("a", "b", "c"), 1, 0.5f, -2);
    assertThat(AttackScore.MARGIN.of(outputs)).containsExactly(-0.5);
    assertThat(AttackScore.CONFIDENCE.of(outputs)[0]).isCloseTo(0.6037488961486257, ROUNDING);
    assertThat(AttackScore.ENTROPY.of(outputs)[0]).isCloseTo(-0.7778696731919057, ROUNDING);
    assertThat(AttackScore.LOSS.of(outputs)[0]).isCloseTo(-1.0045969023422834, ROUNDING);
  }

  @Test
  void labelThatCannotBeMeantHasNoProbability() {
    Outputs outputs = SaidOutputs.of("b", List.of("a", "b", "c"), 1, 0.5f, NEVER);
    assertThat(AttackScore.CONFIDENCE.of(outputs)[0]).isCloseTo(0.6224593312018545, ROUNDING);
    assertThat(AttackScore.ENTROPY.of(outputs)[0]).isCloseTo(-0.6628473185791794, ROUNDING);
    assertThat(AttackScore.LOSS.of(outputs)[0]).isCloseTo(-0.9740769841801068, ROUNDING);
  }

  @Test
  void largeScoresDoNotOverflow() {
    Outputs outputs = SaidOutputs.of("a", List.of("a", "b"), 3e38f, -3e38f);
    for (AttackScore score : AttackScore.values()) {
      assertThat(score.of(outputs)[0]).isNotNaN().isGreaterThanOrEqualTo(0);
    }
  }

  @Test
  void modelThatKnowsNoLabelTellsNothing() {
    assertNeverNaN(SaidOutputs.of("a b", List.of()));
    assertNeverNaN(SaidOutputs.of("a b", List.of("a", "c"), NEVER, NEVER, NEVER, NEVER));
    assertNeverNaN(SaidOutputs.of("a b", List.of("a"), 1, NEVER));
  }

  private static void assertNeverNaN(Outputs outputs) {
    Attack attack = new Attack(outputs, outputs);
    for (AttackScore score : AttackScore.values()) {
      assertThat(score.of(outputs)).doesNotContain(Double.NaN);
      assertThat(attack.auc(score).value()).isEqualTo(0.5);
      assertThat(attack.advantageOver(attack, score)).isEqualTo(new Interval(0, 0));
    }
  }

  @Test
  void overconfidenceAboutMembersIsFound() {
    Outputs members = SaidOutputs.of("a a a", List.of("a", "b"), 5, 0, 6, 0, 7, 0);
    Outputs others = SaidOutputs.of("a a a", List.of("a", "b"), 1, 0, 2, 0, 0, 1);
    for (AttackScore score : AttackScore.values()) {
      assertThat(new Attack(members, others).auc(score).value()).isEqualTo(1);
      assertThat(new Attack(others, members).auc(score).twoSided()).isEqualTo(1);
    }
  }

  @Test
  void withoutExamplesThereIsNothingToAttack() {
    Outputs none = SaidOutputs.of("", List.of("a"));
    Outputs some = SaidOutputs.of("a", List.of("a"), 1);
    assertThat(new Attack(none, some).isPossible()).isFalse();
    assertThat(new Attack(some, none).isPossible()).isFalse();
    assertThat(new Attack(some, some).isPossible()).isTrue();
  }
}

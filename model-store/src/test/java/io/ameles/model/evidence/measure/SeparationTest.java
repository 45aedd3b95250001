package io.ameles.model.evidence.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected numbers were computed in Python from the definitions, pair by pair. */
class SeparationTest {
  private static final Offset<Double> ROUNDING = within(1e-12);
  private static final double[] MEMBERS = {3, 5, 5, 7, 9, 2, 8};
  private static final double[] OTHERS = {1, 5, 4, 2, 2, 6, 0, 3, 5};
  private static final double[] MEMBERS_BY_ANOTHER = {1, 5, 2, 7, 3, 2, 8};
  private static final double[] OTHERS_BY_ANOTHER = {1, 5, 4, 2, 9, 6, 0, 3, 5};

  @Test
  void areaIsTheShareOfPairsInTheRightOrder() {
    assertThat(Separation.of(MEMBERS, OTHERS).auc().value()).isCloseTo(0.76984126984127, ROUNDING);
    assertThat(Separation.of(new double[] {2}, new double[] {1, 2, 3, 4}).auc().value())
        .isEqualTo(0.375);
  }

  @Test
  void intervalIsDeLongsWithinZeroAndOne() {
    assertInterval(Separation.of(MEMBERS, OTHERS).auc().interval(), 0.5299082726437857, 1);
    assertInterval(
        Separation.of(MEMBERS_BY_ANOTHER, OTHERS_BY_ANOTHER).auc().interval(),
        0.2008758514289925,
        0.8149971644440233);
  }

  @Test
  void differenceTakesIntoAccountThatTheExamplesAreTheSame() {
    assertInterval(
        Separation.of(MEMBERS, OTHERS).minus(Separation.of(MEMBERS_BY_ANOTHER, OTHERS_BY_ANOTHER)),
        0.022266083749173465,
        0.5015434400603505);
  }

  @Test
  void differenceFromItselfIsExactlyNothing() {
    Separation separation = Separation.of(MEMBERS, OTHERS);
    assertThat(separation.minus(separation)).isEqualTo(new Interval(0, 0));
  }

  @Test
  void constantScoresTellNothing() {
    Auc auc = Separation.of(new double[5], new double[5]).auc();
    assertThat(auc.value()).isEqualTo(0.5);
    assertInterval(auc.interval(), 0.2056130572894715, 0.7943869427105285);
  }

  @Test
  void perfectSeparationOfFewExamplesIsNotCertain() {
    double[] high = {5, 6, 7, 8, 9, 10, 11, 12, 13, 14};
    double[] low = new double[20];
    assertInterval(Separation.of(high, low).auc().interval(), 0.848921353474, 1);
    assertInterval(Separation.of(new double[20], high).auc().interval(), 0, 0.15107864652600003);
    Interval difference = Separation.of(high, low).minus(Separation.of(new double[10], low));
    assertThat(difference.low()).isBetween(0.1, 0.45);
    assertThat(difference.high()).isBetween(0.55, 0.9);
  }

  @Test
  void oneExampleGivesAWideInterval() {
    assertInterval(
        Separation.of(new double[] {1}, new double[] {0}).auc().interval(), 0.2065493143772375, 1);
    assertInterval(
        Separation.of(new double[] {1}, new double[] {1}).auc().interval(),
        0.054620755528852,
        0.945379244471148);
    Separation right = Separation.of(new double[] {1}, new double[] {0});
    Separation wrong = Separation.of(new double[] {0}, new double[] {1});
    Interval difference = right.minus(wrong);
    assertThat(difference.low()).isLessThan(0.2);
    assertThat(difference.high()).isEqualTo(1);
  }

  @Test
  void infiniteScoresRankLikeOthers() {
    double[] members = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    double[] others = {0, Double.NEGATIVE_INFINITY};
    assertThat(Separation.of(members, others).auc().value()).isEqualTo(0.625);
  }

  @Test
  void negativeZeroIsZero() {
    assertThat(Separation.of(new double[] {0.0}, new double[] {-0.0}).auc().value()).isEqualTo(0.5);
  }

  /** What an interval means, tried out where the true area is known to be 0.5. */
  @Test
  void intervalCoversTheTruthAsOftenAsItSays() {
    Random random = new Random(4);
    int covered = 0;
    for (int i = 0; i < 1000; i++) {
      double[] members = random.doubles(40).toArray();
      double[] others = random.doubles(60).toArray();
      covered += Separation.of(members, others).auc().interval().contains(0.5) ? 1 : 0;
    }
    assertThat(covered).isBetween(930, 970);
  }

  private static void assertInterval(Interval actual, double low, double high) {
    assertThat(actual.low()).isCloseTo(low, ROUNDING);
    assertThat(actual.high()).isCloseTo(high, ROUNDING);
  }
}

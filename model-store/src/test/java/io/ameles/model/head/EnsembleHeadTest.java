package io.ameles.model.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ameles.model.device.TensorDevice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scores are checked with the real engine on the CPU. */
class EnsembleHeadTest {
  private static final LinearHead AB = head(List.of("a", "b"), 0, 0);
  private static final LinearHead BC = head(List.of("b", "c"), 0, (float) Math.log(3));

  @Test
  void scoresAreTheMeanOfTheMembersProbabilities() {
    float[] scores = score(Aggregation.MEAN, AB, BC);
    // a: (1/2 + 0) / 2; b: (1/2 + 1/4) / 2; c: (0 + 3/4) / 2
    assertThat(scores).containsExactly(new float[] {0.25f, 0.375f, 0.375f}, within(1e-6f));
  }

  @Test
  void votesCountAndTheMeanDecidesBetweenEquals() {
    LinearHead sureOfC = head(List.of("a", "c"), 0, 20);
    LinearHead unsureOfA = head(List.of("a", "b"), 0.1f, 0);
    assertThat(best(Aggregation.VOTE, unsureOfA, sureOfC)).isEqualTo(2);
    assertThat(best(Aggregation.VOTE, unsureOfA, unsureOfA, sureOfC)).isEqualTo(0);
    assertThat(best(Aggregation.MEAN, unsureOfA, unsureOfA, sureOfC)).isEqualTo(0);
    LinearHead surelyNotA = head(List.of("a", "b", "c"), -20, 1, 0);
    assertThat(best(Aggregation.MEAN, unsureOfA, unsureOfA, surelyNotA)).isEqualTo(1);
    assertThat(best(Aggregation.VOTE, unsureOfA, unsureOfA, surelyNotA)).isEqualTo(0);
  }

  @Test
  void membersThatKnowNothingHaveNoSay() {
    EnsembleHead head = ensemble(Aggregation.MEAN, AB, LinearHead.empty(1));
    assertThat(head.members()).containsExactly(AB);
    assertThat(score(Aggregation.MEAN, AB, LinearHead.empty(1))).containsExactly(0.5f, 0.5f);
  }

  @Test
  void withoutMembersThereIsNoPrediction() {
    EnsembleHead head = ensemble(Aggregation.VOTE);
    try (Scorer scorer = head.open(TensorDevice.CPU)) {
      assertThat(scorer.predict(Queries.of(new float[2], 2, 1)))
          .containsExactly(Scorer.NO_LABEL, Scorer.NO_LABEL);
    }
    assertThat(HeadKind.parse(HeadKind.toBytes(head))).isEqualTo(head);
  }

  @Test
  void readsBackFromItsBytes() {
    for (Aggregation aggregation : Aggregation.values()) {
      EnsembleHead head = ensemble(aggregation, AB, BC);
      assertThat(HeadKind.parse(HeadKind.toBytes(head))).isEqualTo(head);
      assertThat(head.labels()).containsExactly("a", "b", "c");
    }
  }

  @Test
  void membersOfAnotherDimensionAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EnsembleHead.of(2, Aggregation.MEAN, List.of(AB)));
  }

  @Test
  void scoringLeavesNothingOnTheDevice() {
    for (Aggregation aggregation : Aggregation.values()) {
      EnsembleHead head = ensemble(aggregation, AB, BC);
      try (EnsembleScorer scorer = new EnsembleScorer(TensorDevice.CPU, head)) {
        int held = scorer.held();
        assertThat(held).isPositive();
        for (int i = 0; i < 20; i++) {
          scorer.score(Queries.of(new float[3], 3, 1));
        }
        assertThat(scorer.held()).isEqualTo(held);
      }
    }
  }

  private static LinearHead head(List<String> labels, float... biases) {
    return LinearHead.of(labels, 1, new float[labels.size()], biases);
  }

  private static EnsembleHead ensemble(Aggregation aggregation, LinearHead... members) {
    return EnsembleHead.of(1, aggregation, List.of(members));
  }

  private static float[] score(Aggregation aggregation, LinearHead... members) {
    try (Scorer scorer = ensemble(aggregation, members).open(TensorDevice.CPU)) {
      return scorer.score(Queries.of(new float[1], 1, 1));
    }
  }

  private static int best(Aggregation aggregation, LinearHead... members) {
    try (Scorer scorer = ensemble(aggregation, members).open(TensorDevice.CPU)) {
      return scorer.predict(Queries.of(new float[1], 1, 1))[0];
    }
  }
}

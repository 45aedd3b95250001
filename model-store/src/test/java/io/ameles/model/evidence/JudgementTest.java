package io.ameles.model.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.evidence.Findings.Equality;
import io.ameles.model.evidence.Findings.Membership;
import io.ameles.model.evidence.Findings.Order;
import io.ameles.model.evidence.Findings.Parameters;
import io.ameles.model.evidence.Findings.Similarity;
import io.ameles.model.evidence.Findings.Spill;
import io.ameles.model.evidence.measure.AttackScore;
import io.ameles.model.evidence.measure.Auc;
import io.ameles.model.evidence.measure.Disagreement;
import io.ameles.model.evidence.measure.Interval;
import io.ameles.model.evidence.measure.Share;
import io.ameles.schema.Guarantee;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final Disagreement NONE = new Disagreement(0, 0, 1);
  private static final Equality EQUAL = new Equality(true, true, "d", "d");

  @Test
  void halfOfTheAccuracyMustBeGone() {
    assertThat(ofTask(80, 0, 0)).isEqualTo(Verdict.FORGOTTEN);
    assertThat(ofTask(80, 40, 0)).isEqualTo(Verdict.FORGOTTEN);
    assertThat(ofTask(80, 41, 0)).isEqualTo(Verdict.REMEMBERED);
    assertThat(ofTask(80, 80, 0)).isEqualTo(Verdict.REMEMBERED);
    assertThat(ofTask(80, 95, 0)).isEqualTo(Verdict.REMEMBERED);
  }

  @Test
  void whatTheRetrainedModelKnowsNeedNotBeForgotten() {
    assertThat(ofTask(80, 50, 40)).isEqualTo(Verdict.FORGOTTEN);
    assertThat(ofTask(80, 65, 40)).isEqualTo(Verdict.REMEMBERED);
  }

  @Test
  void forgettingMoreThanWasAskedGivesNothingAway() {
    assertThat(ofTask(80, 10, 40)).isEqualTo(Verdict.FORGOTTEN);
    assertThat(ofExamples(attack(0.9, 0.5, 0.7, new Interval(0.1, 0.3))))
        .isEqualTo(Verdict.FORGOTTEN);
  }

  @Test
  void beingWorseThanGuessingDoes() {
    assertThat(ofTask(90, 5, 50, 0.5)).isEqualTo(Verdict.REMEMBERED);
    assertThat(ofTask(90, 40, 50, 0.5)).isEqualTo(Verdict.FORGOTTEN);
    Interval known = new Interval(0.1, 0.3);
    assertThat(ofExamples(attack(0.7, 0.3, 0.5, known))).isEqualTo(Verdict.REMEMBERED);
    assertThat(ofExamples(attack(0.6, 0.32, 0.4, known))).isEqualTo(Verdict.FORGOTTEN);
    assertThat(ofExamples(attack(0.6, 0.2, 0.4, known))).isEqualTo(Verdict.REMEMBERED);
  }

  /** Guessing lies between what it says and what the retrained model says. */
  @Test
  void whoDoesNothingIsNotSavedByGuessing() {
    assertThat(ofExamples(attack(0.53, 0.53, 0.46, new Interval(0.05, 0.09))))
        .isEqualTo(Verdict.REMEMBERED);
  }

  @Test
  void whoIsToldTheTaskMayGuessAmongItsLabels() {
    assertThat(ofTask(90, 50, 0, 0.5)).isEqualTo(Verdict.FORGOTTEN);
    assertThat(ofTask(90, 30, 0, 0.5)).isEqualTo(Verdict.FORGOTTEN);
    assertThat(ofTask(90, 75, 0, 0.5)).isEqualTo(Verdict.REMEMBERED);
  }

  @Test
  void whoKnewTooLittleBeforeCannotBeJudged() {
    assertThat(ofTask(9, 9, 0)).isEqualTo(Verdict.UNDECIDED);
    assertThat(ofTask(45, 45, 40)).isEqualTo(Verdict.UNDECIDED);
    assertThat(ofTask(55, 55, 0, 0.5)).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void examplesAreJudgedByTheAttack() {
    Interval known = new Interval(0.1, 0.3);
    assertThat(ofExamples(attack(0.7, 0.5, 0.5, known))).isEqualTo(Verdict.FORGOTTEN);
    assertThat(ofExamples(attack(0.7, 0.58, 0.5, known))).isEqualTo(Verdict.FORGOTTEN);
    assertThat(ofExamples(attack(0.7, 0.65, 0.5, known))).isEqualTo(Verdict.REMEMBERED);
    Interval unknown = new Interval(-0.1, 0.3);
    assertThat(ofExamples(attack(0.6, 0.6, 0.5, unknown))).isEqualTo(Verdict.UNDECIDED);
    assertThat(ofExamples(null)).isEqualTo(Verdict.UNDECIDED);
  }

  /** It would find the most after the request; that is no reason to choose it. */
  @Test
  void attackIsChosenByWhatThereWasToForget() {
    Membership telling = attack(0.8, 0.5, 0.5, new Interval(0.2, 0.4));
    Membership biased = attack(0.95, 0.94, 0.94, new Interval(0, 0.02));
    Membership afterwards = attack(0.5, 0.9, 0.5, new Interval(-0.1, 0.1));
    assertThat(findings(null, biased, telling, afterwards).strongestAttack()).isEqualTo(telling);
  }

  @Test
  void exactMeansEverything() {
    Findings same = findings(null);
    assertThat(exact(same.parameters(), same.order())).isEqualTo(Verdict.PROVEN);
    for (Equality equality :
        List.of(
            new Equality(false, true, "d", "d"),
            new Equality(true, false, "d", "d"),
            new Equality(true, true, "d", "e"))) {
      assertThat(exact(new Parameters(equality, EQUAL, NONE), same.order()))
          .isEqualTo(Verdict.REFUTED);
      assertThat(exact(new Parameters(EQUAL, equality, NONE), same.order()))
          .isEqualTo(Verdict.REFUTED);
    }
    assertThat(exact(same.parameters(), new Order(false, NONE))).isEqualTo(Verdict.REFUTED);
  }

  @Test
  void nothingDeclaredIsNothingToJudge() {
    assertThat(judge(Guarantee.UNSUPPORTED, Selection.TASK, findings(null), 0))
        .isEqualTo(Verdict.UNSUPPORTED);
  }

  private static Verdict ofTask(int before, int unlearned, int retrained) {
    return ofTask(before, unlearned, retrained, 0);
  }

  private static Verdict ofTask(int before, int unlearned, int retrained, double chance) {
    Comparison accuracy =
        new Comparison(
            new Share(before, 100), new Share(unlearned, 100), new Share(retrained, 100));
    return judge(Guarantee.APPROXIMATE, Selection.TASK, findings(accuracy), chance);
  }

  private static Verdict ofExamples(@Nullable Membership attack) {
    Findings findings = attack == null ? findings(null) : findings(null, attack);
    return judge(Guarantee.APPROXIMATE, Selection.RANDOM, findings, 0);
  }

  private static Verdict exact(Parameters parameters, Order order) {
    Findings some = findings(null);
    Findings findings =
        new Findings(
            parameters,
            order,
            null,
            null,
            null,
            List.of(),
            null,
            null,
            some.forgottenSimilarity(),
            some.retainedSimilarity(),
            null,
            some.spill(),
            null);
    return judge(Guarantee.EXACT, Selection.LABEL, findings, 0);
  }

  private static Verdict judge(
      Guarantee declared, Selection selection, Findings findings, double chance) {
    Removal removal = new Removal(selection, "t", new TreeSet<>(List.of(0)));
    return Judgement.of(declared, removal, findings, chance).verdict();
  }

  private static Membership attack(
      double before, double unlearned, double retrained, Interval known) {
    return new Membership(
        AttackScore.MARGIN, auc(before), auc(unlearned), auc(retrained), known, known);
  }

  private static Auc auc(double value) {
    return new Auc(value, new Interval(0, 1), 10, 10);
  }

  private static Findings findings(@Nullable Comparison unseen, Membership... attacks) {
    return new Findings(
        new Parameters(EQUAL, EQUAL, NONE),
        new Order(true, NONE),
        null,
        unseen,
        null,
        Arrays.asList(attacks),
        null,
        null,
        new Similarity(null, null),
        new Similarity(null, null),
        null,
        new Spill(0, 0, new TreeMap<>()),
        null);
  }
}

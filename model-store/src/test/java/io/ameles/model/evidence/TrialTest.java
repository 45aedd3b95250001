package io.ameles.model.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.evidence.measure.Disagreement;
import io.ameles.model.evidence.measure.Interval;
import io.ameles.model.evidence.measure.Share;
import io.ameles.model.learn.Learner;
import io.ameles.model.learn.LessonStream;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrialTest {
  private static final Course COURSE = Courses.taskByTask(5);

  @Test
  void exactLearnerIsTheRetrainedOneInEveryRespect() {
    List<Evidence> all = examine(NearestMean.of(LessonStream.SPACE), 3, all(3));
    for (Evidence evidence : all) {
      assertThat(evidence.judgement().verdict())
          .as(String.valueOf(evidence.selection()))
          .isEqualTo(Verdict.PROVEN);
      Findings findings = Objects.requireNonNull(evidence.findings());
      assertThat(findings.parameters().bitEqual()).isTrue();
      assertThat(findings.parameters().afterRequest().unlearnedDigest())
          .isEqualTo(findings.parameters().afterRequest().retrainedDigest())
          .isNotEqualTo(findings.parameters().atTheEnd().retrainedDigest());
      assertAgree(findings.parameters().outputs());
      assertThat(findings.order().bitEqual()).isTrue();
      assertAgree(findings.order().outputs());
      assertNoGap(findings);
    }
    assertSayWhatWasAsked(all);
  }

  private static void assertSayWhatWasAsked(List<Evidence> all) {
    assertThat(all).extracting(Evidence::selection).containsExactly(Selection.values());
    assertThat(all).extracting(Evidence::learned).containsOnly(360);
    assertThat(all).extracting(Evidence::forgotten).containsExactly(40, 40, 36, 60, 120);
    assertThat(all).extracting(Evidence::seed).containsOnly(3L);
    assertThat(all).extracting(Evidence::guarantee).containsOnly(Guarantee.EXACT);
    assertThat(Objects.requireNonNull(all.get(3).findings()).unseenAccuracy())
        .isEqualTo(new Comparison(new Share(40, 40), new Share(0, 40), new Share(0, 40)));
  }

  /** Every gap is exactly nothing, not about nothing. */
  private static void assertNoGap(Findings findings) {
    for (Comparison comparison :
        List.of(
            Objects.requireNonNull(findings.forgottenAccuracy()),
            Objects.requireNonNull(findings.unseenAccuracy()),
            Objects.requireNonNull(findings.retainedAccuracy()),
            Objects.requireNonNull(findings.forgottenProbe()),
            Objects.requireNonNull(findings.retainedProbe()))) {
      assertThat(comparison.gap()).isZero();
    }
    assertThat(findings.attacks()).hasSize(4);
    for (Findings.Membership attack : findings.attacks()) {
      assertThat(attack.gap()).isZero();
      assertThat(attack.left()).isEqualTo(new Interval(0, 0));
    }
    assertThat(findings.forgottenSimilarity().unlearned()).isEqualTo(1.0);
    assertThat(findings.retainedSimilarity().unlearned()).isEqualTo(1.0);
    assertThat(findings.spill().unlearned()).isEqualTo(findings.spill().retrained());
    if (findings.relearning() != null) {
      assertThat(findings.relearning().ratio()).isEqualTo(1.0);
    }
    if (findings.relapse() != null) {
      for (Findings.Relapse.Point point : findings.relapse().points()) {
        assertThat(point.accuracy().gap()).isZero();
      }
    }
  }

  private static void assertAgree(Disagreement outputs) {
    assertThat(outputs.largest()).isZero();
    assertThat(outputs.otherPredictions()).isZero();
    assertThat(outputs.examples()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(DeletionScope.class)
  void perfectUnlearnerEqualsTheRetrainedModelButDependsOnOrder(DeletionScope scope) {
    Evidence evidence = examine(Conduct.RETRAINS, Guarantee.APPROXIMATE, scope);
    Findings findings = Objects.requireNonNull(evidence.findings());
    assertThat(findings.parameters().bitEqual()).isTrue();
    assertNoGap(findings);
    assertThat(findings.order().bitEqual()).isFalse();
    assertThat(findings.order().outputs().largest()).isPositive();
    assertThat(evidence.judgement().verdict()).isIn(Verdict.FORGOTTEN, Verdict.UNDECIDED);
  }

  @Test
  void whoDependsOnOrderIsNotExact() {
    Evidence evidence = examine(Conduct.RETRAINS, Guarantee.EXACT, DeletionScope.LABEL);
    assertThat(evidence.judgement().verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(evidence.judgement().reason()).contains("another order");
  }

  @ParameterizedTest
  @EnumSource(DeletionScope.class)
  void falseClaimToBeExactIsRefuted(DeletionScope scope) {
    for (Conduct conduct : List.of(Conduct.IGNORES, Conduct.HIDES)) {
      Evidence evidence = examine(conduct, Guarantee.EXACT, scope);
      assertThat(evidence.judgement().verdict()).as("%s", conduct).isEqualTo(Verdict.REFUTED);
      assertThat(Objects.requireNonNull(evidence.findings()).parameters().bitEqual()).isFalse();
    }
  }

  /** It overlooks one example per batch, which no accuracy would show. */
  @Test
  void sumsThatLackAFewSubtractionsAreRefuted() {
    OneWaySums learner = new OneWaySums(NearestMean.of(LessonStream.SPACE), 16);
    for (Evidence evidence : examine(learner, 3, List.of(all(3).get(0), all(3).get(2)))) {
      assertThat(evidence.judgement().verdict()).isEqualTo(Verdict.REFUTED);
      Findings findings = Objects.requireNonNull(evidence.findings());
      assertThat(findings.parameters().outputs().largest()).isBetween(1e-6, 0.1);
      assertThat(findings.parameters().afterRequest().unlearnedDigest())
          .isNotEqualTo(findings.parameters().afterRequest().retrainedDigest());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LABEL", "TASK"})
  void whoIgnoresARequestIsFoundOut(DeletionScope scope) {
    Evidence evidence = examine(Conduct.IGNORES, Guarantee.APPROXIMATE, scope);
    Findings findings = Objects.requireNonNull(evidence.findings());
    assertThat(evidence.judgement().verdict()).isEqualTo(Verdict.REMEMBERED);
    assertThat(Objects.requireNonNull(findings.unseenAccuracy()).gap()).isGreaterThan(0.9);
    assertThat(Objects.requireNonNull(findings.relearning()).unlearned()).isZero();
    assertThat(findings.relearning().retrained()).isPositive();
    assertThat(findings.spill().unlearned()).isZero();
  }

  @Test
  void whoForgetsTooMuchIsFoundOut() {
    Evidence evidence = examine(Conduct.WIPES, Guarantee.APPROXIMATE, DeletionScope.LABEL);
    Findings findings = Objects.requireNonNull(evidence.findings());
    assertThat(evidence.judgement().verdict()).isEqualTo(Verdict.FORGOTTEN);
    assertThat(Objects.requireNonNull(findings.retainedAccuracy()).gap()).isLessThan(-0.9);
    assertThat(findings.spill().unlearned()).isGreaterThan(2.5);
    assertThat(findings.spill().retrained()).isLessThan(0.5);
  }

  @Test
  void whoOnlyHidesWhatItKnowsIsBetrayedByRelearning() {
    Evidence evidence = examine(Conduct.HIDES, Guarantee.APPROXIMATE, DeletionScope.TASK);
    Findings findings = Objects.requireNonNull(evidence.findings());
    assertThat(evidence.judgement().verdict()).isEqualTo(Verdict.FORGOTTEN); // by its predictions
    Findings.Relearning relearning = Objects.requireNonNull(findings.relearning());
    assertThat(relearning.unlearned()).isBetween(2, 4); // one of each label is enough
    assertThat(relearning.retrained()).isGreaterThanOrEqualTo(10); // five of each
    assertThat(relearning.ratio()).isLessThan(0.5);
    assertThat(findings.parameters().afterRequest().head()).isTrue(); // there is nothing to see
    assertThat(findings.parameters().afterRequest().state()).isFalse();
    assertThat(findings.parameters().bitEqual()).isFalse();
  }

  @Test
  void whatComesBackByItselfIsSeen() {
    Evidence evidence = examine(Conduct.RELAPSES, Guarantee.APPROXIMATE, DeletionScope.TASK);
    Findings findings = Objects.requireNonNull(evidence.findings());
    assertThat(Objects.requireNonNull(findings.unseenAccuracy()).gap()).isZero();
    Findings.Relapse relapse = Objects.requireNonNull(findings.relapse());
    assertThat(relapse.returned()).isGreaterThan(0.9);
    assertThat(relapse.points().get(0).learned()).isZero();
    assertThat(relapse.points().get(relapse.points().size() - 1).learned())
        .isEqualTo(Courses.EXAMPLES);
    assertThat(findings.parameters().atTheEnd().head()).isFalse();
  }

  @Test
  void whatIsNotClaimedIsMeasuredOnRequestOnly() {
    TestingLearner learner = new TestingLearner(Conduct.IGNORES, Guarantee.UNSUPPORTED);
    Trial brief = new Trial(COURSE, 1, TensorDevice.CPU, false);
    Evidence unmeasured = brief.examine(learner, all(1).subList(3, 4), told -> {}).get(0);
    assertThat(unmeasured.findings()).isNull();
    assertThat(unmeasured.judgement().verdict()).isEqualTo(Verdict.UNSUPPORTED);
    Evidence measured = examine(Conduct.IGNORES, Guarantee.UNSUPPORTED, DeletionScope.LABEL);
    assertThat(measured.judgement().verdict()).isEqualTo(Verdict.UNSUPPORTED);
    assertThat(measured.findings()).isNotNull();
  }

  @Test
  void progressIsToldOneByOne() {
    List<Evidence> told = new ArrayList<>();
    List<Evidence> returned =
        new Trial(COURSE, 1, TensorDevice.CPU, true)
            .examine(NearestMean.of(LessonStream.SPACE), all(1).subList(0, 2), told::add);
    assertThat(told).isEqualTo(returned).hasSize(2);
  }

  @Test
  void everyTrialIsTheSame() {
    Learner learner = new TestingLearner(Conduct.RETRAINS, Guarantee.APPROXIMATE);
    List<Removal> removals = all(2).subList(2, 4);
    assertThat(examine(learner, 2, removals)).isEqualTo(examine(learner, 2, removals));
  }

  private static Evidence examine(Conduct conduct, Guarantee declared, DeletionScope scope) {
    Removal removal =
        all(1).stream().filter(each -> each.scope() == scope).findFirst().orElseThrow();
    return examine(new TestingLearner(conduct, declared), 1, List.of(removal)).get(0);
  }

  private static List<Evidence> examine(Learner learner, long seed, List<Removal> removals) {
    return new Trial(COURSE, seed, TensorDevice.CPU, true)
        .examine(learner, removals, evidence -> {});
  }

  private static List<Removal> all(long seed) {
    RemovalChoice choice = new RemovalChoice(COURSE, seed);
    return Arrays.stream(Selection.values())
        .map(selection -> choice.choose(selection, 40).orElseThrow())
        .toList();
  }
}

package io.ameles.model.verify.receipt;

import static io.ameles.model.receipt.TestingLog.several;
import static io.ameles.model.receipt.TestingLog.step;
import static io.ameles.schema.ReceiptStage.ACCEPTED;
import static io.ameles.schema.ReceiptStage.APPLIED;
import static io.ameles.schema.ReceiptStage.AT_RISK;
import static io.ameles.schema.ReceiptStage.EXTENDED;
import static io.ameles.schema.ReceiptStage.HELD;
import static io.ameles.schema.ReceiptStage.LEGAL_HOLD_LIFTED;
import static io.ameles.schema.ReceiptStage.LEGAL_HOLD_PLACED;
import static io.ameles.schema.ReceiptStage.OVERDUE;
import static io.ameles.schema.ReceiptStage.PUBLISHED;
import static io.ameles.schema.ReceiptStage.REFUSED;
import static io.ameles.schema.ReceiptStage.REPEATED;
import static io.ameles.schema.ReceiptStage.SEALED;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.receipt.TestingLog;
import io.ameles.schema.BulkReport;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.Guarantee;
import io.ameles.schema.LearnerOutcome;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.SubjectOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is signed and in the log, and cannot be true. */
class LifeCycleTest {
  @TempDir private Path temporary;

  @Test
  void theStepsInTheirOrder() {
    assertVerified(ACCEPTED, APPLIED, PUBLISHED, SEALED);
    assertVerified(ACCEPTED, APPLIED, AT_RISK, PUBLISHED, EXTENDED, OVERDUE, SEALED);
    assertVerified(ACCEPTED, APPLIED);
    assertVerified(REFUSED, REPEATED, HELD, LEGAL_HOLD_PLACED, LEGAL_HOLD_LIFTED);
  }

  @Test
  void stepsThatAreMissingTwiceOrOutOfOrder() {
    assertRefused(APPLIED);
    assertRefused(PUBLISHED);
    assertRefused(ACCEPTED, PUBLISHED);
    assertRefused(ACCEPTED, APPLIED, SEALED);
    assertRefused(ACCEPTED, ACCEPTED);
    assertRefused(ACCEPTED, APPLIED, APPLIED);
    assertRefused(ACCEPTED, APPLIED, PUBLISHED, PUBLISHED);
    assertRefused(ACCEPTED, APPLIED, PUBLISHED, SEALED, SEALED);
    assertRefused(ACCEPTED, APPLIED, PUBLISHED, SEALED, APPLIED);
    assertRefused(APPLIED, HELD);
  }

  @Test
  void anExcerptMayLackStepsButNotTurnThemAround() {
    assertThat(excerpt(APPLIED, SEALED).flaws()).isEmpty();
    assertThat(excerpt(SEALED, APPLIED).flaws()).containsExactly(Flaw.LIFE_CYCLE);
    assertThat(excerpt(SEALED, SEALED).flaws()).containsExactly(Flaw.LIFE_CYCLE);
  }

  @Test
  void theSameRequestIdMayComeAgainInAnotherMessage() {
    DeletionReceipt again =
        DeletionReceipt.newBuilder(step(ACCEPTED, "r")).setRequestOffset(77).build();
    assertThat(examine(step(ACCEPTED, "r"), step(APPLIED, "r"), again).flaws()).isEmpty();
  }

  @Test
  void whatWasHeldIsAppliedOnceItIsConfirmed() {
    DeletionReceipt confirmed =
        DeletionReceipt.newBuilder(step(APPLIED, "r"))
            .setRequestOffset(77)
            .setConfirmedBy("chief")
            .build();
    assertThat(examine(step(HELD, "r"), confirmed).flaws()).isEmpty();
    assertThat(examine(confirmed).flaws()).containsExactly(Flaw.LIFE_CYCLE);
  }

  @Test
  void theWholeOfALargeRequestBeginsWithWhatWasApplied() {
    DeletionReceipt whole =
        DeletionReceipt.newBuilder(step(APPLIED, "r"))
            .setBulk(new BulkReport("r", 0, 2, 2, 4L, "ff"))
            .build();
    assertThat(examine(step(ACCEPTED, "r"), step(APPLIED, "r"), whole).flaws()).isEmpty();
  }

  @Test
  void stepsOfOneRequestNameOneEpoch() {
    DeletionReceipt other = DeletionReceipt.newBuilder(step(PUBLISHED, "r")).setEpoch(10).build();
    assertThat(examine(step(ACCEPTED, "r"), step(APPLIED, "r"), other).flaws())
        .containsExactly(Flaw.LIFE_CYCLE);
  }

  @Test
  void nothingIsSealedWhileSomethingIsOutstandingOrALearnerKeepsIt() {
    DeletionReceipt early =
        DeletionReceipt.newBuilder(step(SEALED, "r"))
            .setOutstanding(List.of("one version"))
            .build();
    DeletionReceipt unable =
        DeletionReceipt.newBuilder(step(SEALED, "r"))
            .setLearners(List.of(new LearnerOutcome("l", Guarantee.UNSUPPORTED, 0L, "a", "b")))
            .build();
    for (DeletionReceipt last : List.of(early, unable)) {
      assertThat(
              examine(step(ACCEPTED, "r"), step(APPLIED, "r"), step(PUBLISHED, "r"), last).flaws())
          .containsExactly(Flaw.LIFE_CYCLE);
    }
  }

  @Test
  void somethingIsAlwaysOutOfScope() {
    DeletionReceipt boasting =
        DeletionReceipt.newBuilder(step(ACCEPTED, "r")).setOutOfScope(List.of()).build();
    assertThat(examine(boasting).flaws()).containsExactly(Flaw.OUT_OF_SCOPE);
  }

  @Test
  void listedSubjectsAreThoseThatWereSigned() {
    DeletionReceipt good = several("r", 5);
    assertThat(examine(step(ACCEPTED, "r"), good).flaws()).isEmpty();
    List<SubjectOutcome> subjects = good.getSubjects();
    for (List<SubjectOutcome> wrong :
        List.of(
            List.<SubjectOutcome>of(),
            subjects.subList(0, 4),
            List.of(
                subjects.get(1),
                subjects.get(0),
                subjects.get(2),
                subjects.get(3),
                subjects.get(4)),
            List.of(
                subjects.get(0),
                subjects.get(0),
                subjects.get(2),
                subjects.get(3),
                subjects.get(4)),
            Stream.concat(subjects.stream(), subjects.stream().limit(1)).toList())) {
      DeletionReceipt bad = DeletionReceipt.newBuilder(good).setSubjects(wrong).build();
      assertThat(examine(step(ACCEPTED, "r"), bad).flaws()).containsExactly(Flaw.SUBJECTS);
    }
    DeletionReceipt uncalled =
        DeletionReceipt.newBuilder(step(ACCEPTED, "r")).setSubjects(subjects).build();
    assertThat(examine(uncalled).flaws()).containsExactly(Flaw.SUBJECTS);
  }

  @Test
  void numbersAreThoseOfTheLeaves() {
    TestingLog log = new TestingLog();
    log.epoch(
        receipt -> DeletionReceipt.newBuilder(receipt).setSequence(2).build(), step(ACCEPTED, "r"));
    assertThat(Examined.of(Examined.write(temporary.resolve("r"), log)).flaws())
        .contains(Flaw.INCLUSION, Flaw.SEQUENCE);
  }

  private void assertVerified(ReceiptStage... stages) {
    assertThat(Examined.of(write(steps(stages))).flaws()).isEmpty();
  }

  private void assertRefused(ReceiptStage... stages) {
    assertThat(Examined.of(write(steps(stages))).flaws()).containsExactly(Flaw.LIFE_CYCLE);
  }

  private Examined excerpt(ReceiptStage... stages) {
    return Examined.excerpt(write(steps(stages)));
  }

  private Examined examine(DeletionReceipt... steps) {
    return Examined.of(write(steps));
  }

  private Path write(DeletionReceipt... steps) {
    TestingLog log = new TestingLog();
    log.epoch(steps);
    return Examined.write(temporary.resolve("r"), log);
  }

  private static DeletionReceipt[] steps(ReceiptStage... stages) {
    return Stream.of(stages).map(stage -> step(stage, "r")).toArray(DeletionReceipt[]::new);
  }
}

package io.ameles.model.verify;

import static io.ameles.model.Fixtures.event;
import static io.ameles.model.Fixtures.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.Fixtures;
import io.ameles.model.embed.Normalization;
import io.ameles.model.embed.Quantization;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.model.version.Manifest;
import io.ameles.schema.BulkPart;
import io.ameles.schema.BulkReport;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.RequestAction;
import io.ameles.schema.SubjectOutcome;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTest {
  private static final LabeledEvent CAT = event("s", "e", "cat", time(10), 1, 0, 0);
  private static final LabeledEvent DOG = event("s", "f", "dog", time(10), 0, 1, 0);

  private final AuditCase topics = new AuditCase();

  // which event counts

  @Test
  void nothingReceivedIsNothingLive() {
    topics.assertLive();
  }

  @Test
  void everyExampleIsLiveUntilItIsCovered() {
    topics.events.add(CAT).add(DOG);
    topics.assertLive(CAT, DOG);
  }

  @Test
  void repeatedEventsCountOnce() {
    topics.events.add(0, CAT).add(1, CAT).add(0, CAT);
    topics.assertLive(CAT);
  }

  @Test
  void highestRevisionCountsWhereverItLies() {
    LabeledEvent corrected = revised(CAT, 3, "dog");
    topics.events.add(corrected).add(revised(CAT, 2, "cow")).add(CAT);
    topics.assertLive(corrected);
  }

  @Test
  void ofContradictingEventsTheFirstInThePartitionCounts() {
    topics.events.add(CAT).add(revised(CAT, 0, "dog"));
    topics.assertLive(CAT);
  }

  @Test
  void ofContradictingEventsTheLowerPartitionCounts() {
    topics.events.add(1, revised(CAT, 0, "dog")).add(0, DOG).add(0, CAT);
    topics.assertLive(CAT, DOG);
  }

  @Test
  void sameIdOfAnotherSubjectIsAnotherExample() {
    LabeledEvent other = event("t", "e", "cat", time(10), 0, 1, 0);
    LabeledEvent alone = event(null, "e", "cat", time(10), 0, 0, 1);
    LabeledEvent namedLikeId = event("e", "e", "cat", time(10), 1, 1, 1);
    topics.events.add(CAT).add(other).add(alone).add(namedLikeId);
    topics.assertLive(CAT, other, alone, namedLikeId);
  }

  @Test
  void featuresAreQuantizedByTheRuleOfTheManifest() {
    topics.quantization = new Quantization(Normalization.NONE, -3);
    LabeledEvent zero = event("s", "z", "cat", time(10), 0, 0, 0);
    LabeledEvent large = event("s", "l", "cat", time(10), 1e30f, -1e30f, 0.0625f);
    topics.events.add(zero).add(large);
    topics.assertLive(zero, large);
  }

  // what a deletion covers

  @Test
  void deletionOfSubjectCoversAllItsExamplesUpToTheRequest() {
    LabeledEvent atRequest = event("s", "g", "cat", time(20), 1, 1, 0);
    LabeledEvent later = event("s", "h", "cat", time(21), 1, 1, 0);
    LabeledEvent other = event("t", "e", "cat", time(10), 1, 1, 0);
    topics.events.add(CAT).add(atRequest).add(later).add(other);
    topics.deletions.add(ofSubject("s", 20));
    topics.assertLive(later, other);
  }

  @Test
  void permanentDeletionCoversWhatOccursLaterToo() {
    topics.events.add(event("s", "h", "cat", time(900), 1, 1, 0)).add(CAT);
    topics.deletions.add(permanently(ofSubject("s", 5)));
    topics.assertLive();
  }

  @Test
  void deletionOfExamplesCoversThoseOfItsSubjectOnly() {
    LabeledEvent other = event("t", "e", "cat", time(10), 1, 1, 0);
    LabeledEvent alone = event(null, "e", "cat", time(10), 1, 1, 1);
    topics.events.add(CAT).add(DOG).add(other).add(alone);
    topics.deletions.add(ofExamples("s", 20, "e", "unknown"));
    topics.assertLive(DOG, other, alone);
  }

  @Test
  void deletionOfExamplesWithoutSubjectCoversExamplesWithoutSubjectOnly() {
    LabeledEvent alone = event(null, "e", "cat", time(10), 1, 1, 1);
    topics.events.add(CAT).add(alone);
    topics.deletions.add(ofExamples(null, 20, "e", "e"));
    topics.assertLive(CAT);
  }

  @Test
  void deletionOfLabelCoversItAcrossSubjects() {
    LabeledEvent later = event("t", "g", "cat", time(21), 1, 1, 0);
    topics.events.add(CAT).add(DOG).add(event("t", "e", "cat", time(10), 1, 1, 0)).add(later);
    topics.deletions.add(ofLabel("cat", 20));
    topics.assertLive(DOG, later);
  }

  @Test
  void deletionOfTaskCoversItsExamplesAndNoneWithoutTask() {
    LabeledEvent ofTask = inTask(event("s", "g", "cat", time(10), 1, 1, 0), "t1");
    LabeledEvent ofOther = inTask(event("s", "h", "cat", time(10), 1, 1, 0), "t2");
    topics.events.add(CAT).add(ofTask).add(ofOther);
    topics.deletions.add(ofTask("t1", 20));
    topics.assertLive(CAT, ofOther);
  }

  @Test
  void ofSeveralDeletionsOfOneTargetTheFurthestReachingCounts() {
    LabeledEvent later = event("s", "g", "cat", time(41), 1, 1, 0);
    topics.events.add(CAT).add(event("s", "h", "cat", time(35), 1, 1, 0)).add(later);
    topics.deletions.add(ofSubject("s", 40)).add(ofSubject("s", 20));
    topics.assertLive(later);
  }

  @Test
  void coveredCorrectionDoesNotBringBackWhatItCorrected() {
    topics.events.add(CAT).add(revised(CAT, 1, "dog"));
    topics.deletions.add(ofLabel("dog", 20));
    topics.assertLive();
  }

  @Test
  void correctionAwayFromDeletedLabelIsLive() {
    LabeledEvent corrected = revised(CAT, 1, "dog");
    topics.events.add(CAT).add(corrected);
    topics.deletions.add(permanently(ofLabel("cat", 20)));
    topics.assertLive(corrected);
  }

  @Test
  void retentionCoversUpToTheCutoffInclusive() {
    LabeledEvent kept = event("s", "g", "cat", time(11), 1, 1, 0);
    topics.retentionCutoff = time(10);
    topics.events.add(CAT).add(kept);
    topics.assertLive(kept);
  }

  // dead letters

  @Test
  void unusableEventsAreCountedByReasonAndHaveNoEffect() {
    long recordedAt = InMemoryLog.RECORDED_AT;
    topics.events.add(CAT);
    topics.events.addRaw(0, recordedAt, null).addRaw(0, recordedAt, new byte[0]);
    topics.events.addRaw(0, recordedAt, new byte[401]).addRaw(0, recordedAt, new byte[400]);
    String tooLong = "x".repeat(257);
    topics
        .events
        .add(event("s", "", "cat", time(1), 1, 1, 1))
        .add(event("", "e1", "cat", time(1), 1, 1, 1))
        .add(event("s", "e2", "", time(1), 1, 1, 1))
        .add(event("s", "e2", tooLong, time(1), 1, 1, 1))
        .add(inTask(event("s", "e3", "cat", time(1), 1, 1, 1), ""))
        .add(revised(CAT, -1, "cat"))
        .add(event("s", "e4", "cat", time(1), 1, 1))
        .add(event("s", "e5", "cat", time(1), 1, Float.NaN, 1))
        .add(event("s", "e6", "cat", time(1), 0, -0f, 0))
        .add(event("s", "e7", "cat", time(1_060).plusMillis(1), 1, 1, 1));
    AuditResult result = topics.against(List.of(CAT));
    assertThat(result.equal()).isTrue();
    assertThat(result.events().read()).isEqualTo(15);
    assertThat(result.events().deadLetterCount()).isEqualTo(14);
    assertThat(result.events().deadLetters())
        .containsOnlyKeys(
            DeadLetterCode.NULL_VALUE,
            DeadLetterCode.EMPTY_VALUE,
            DeadLetterCode.TOO_LARGE,
            DeadLetterCode.NOT_SINGLE_OBJECT,
            DeadLetterCode.INVALID_ID,
            DeadLetterCode.INVALID_SUBJECT,
            DeadLetterCode.INVALID_LABEL,
            DeadLetterCode.INVALID_TASK,
            DeadLetterCode.INVALID_REVISION,
            DeadLetterCode.WRONG_DIMENSION,
            DeadLetterCode.NOT_FINITE,
            DeadLetterCode.ZERO_VECTOR,
            DeadLetterCode.TIME_IN_FUTURE)
        .containsEntry(DeadLetterCode.INVALID_LABEL, 2L);
  }

  @Test
  void longestTextsAndOutermostTimesAreUsable() {
    String longest = "x".repeat(256);
    LabeledEvent latest = event("s", longest, "cat", time(1_060), 1, 1, 1);
    LabeledEvent earliest = event("s", "e", "cat", Instant.ofEpochMilli(Long.MIN_VALUE), 1, 1, 1);
    topics.events.add(latest).add(earliest);
    topics.assertLive(latest, earliest);
  }

  @Test
  void unusableDeletionsAreCountedByReasonAndHaveNoEffect() {
    topics.events.add(CAT).add(DOG);
    topics.deletions.addRaw(0, InMemoryLog.RECORDED_AT, null);
    topics
        .deletions
        .add(DeletionEvent.newBuilder(ofSubject("s", 20)).setRequestId("").build())
        .add(ofSubject("s", 1_061))
        .add(ofSubject("", 20))
        .add(DeletionEvent.newBuilder(ofSubject("s", 20)).setSubject(null).build())
        .add(ofExamples("s", 20))
        .add(ofExamples("s", 20, "e", ""))
        .add(ofExamples("", 20, "e"))
        .add(DeletionEvent.newBuilder(ofLabel("cat", 20)).setLabel(null).build())
        .add(DeletionEvent.newBuilder(ofTask("t", 20)).setTask("x".repeat(257)).build());
    AuditResult result = topics.against(List.of(CAT, DOG));
    assertThat(result.equal()).isTrue();
    assertThat(result.deletions().read()).isEqualTo(10);
    assertThat(result.deletions().deadLetters())
        .containsEntry(DeadLetterCode.NULL_VALUE, 1L)
        .containsEntry(DeadLetterCode.INVALID_REQUEST_ID, 1L)
        .containsEntry(DeadLetterCode.TIME_IN_FUTURE, 1L)
        .containsEntry(DeadLetterCode.INCOMPLETE_DELETION, 7L)
        .hasSize(4);
  }

  @Test
  void unusableEventDoesNotCountForItsExample() {
    topics.events.add(event("s", "e", "dog", time(10), 0, 0, 0)).add(CAT);
    topics.events.add(
        new LabeledEvent(
            "e",
            9,
            "s",
            "cow",
            null,
            time(10),
            ByteBuffer.wrap(new byte[11]),
            null,
            null,
            ExampleUse.TRAIN));
    topics.assertLive(CAT);
  }

  @Test
  void contributionsModeDoesNotLookAtExamplesThatADeletionBrings() {
    LabeledEvent unusable = event("other", "", "", time(10), 0);
    topics.events.add(CAT);
    topics.deletions.add(bringing(ofSubject("s", 20), unusable));
    topics.assertLive();
  }

  // ledger mode digests

  @Test
  void digestsModeRefusesCorrections() {
    topics.ledger = "digests";
    topics.events.add(CAT).add(revised(CAT, 1, "dog"));
    AuditResult result = topics.against(List.of(CAT));
    assertThat(result.equal()).isTrue();
    assertThat(result.events().deadLetters())
        .containsExactly(Map.entry(DeadLetterCode.CORRECTION_UNSUPPORTED, 1L));
  }

  @Test
  void deletionThatBringsUnusableExamplesIsUnusableInDigestsMode() {
    topics.ledger = "digests";
    topics.events.add(CAT);
    topics
        .deletions
        .add(bringing(ofSubject("s", 20), event("s", "e", "cat", time(10), 0, 0, 0)))
        .add(bringing(ofSubject("s", 20), event("t", "e", "cat", time(10), 1, 0, 0)))
        .add(bringing(ofExamples("s", 20, "e"), event(null, "e", "cat", time(10), 1, 0, 0)))
        .add(bringing(ofSubject("s", 20), revised(CAT, 1, "cat")));
    AuditResult result = topics.against(List.of(CAT));
    assertThat(result.equal()).isTrue();
    assertThat(result.deletions().deadLetters())
        .containsExactly(Map.entry(DeadLetterCode.INCOMPLETE_DELETION, 4L));
  }

  @Test
  void refusedDeletionsHaveNoEffectInDigestsMode() {
    Pseudonyms pseudonyms = new Pseudonyms(Fixtures.KEY);
    topics.ledger = "digests";
    LabeledEvent other = event("t", "e", "cow", time(10), 1, 1, 0);
    topics.events.add(CAT).add(DOG).add(other);
    topics
        .deletions
        .add(bringing(ofExamples("s", 20, "e", "f"), CAT)) // f was not brought
        .add(ofSubject("t", 20))
        .add(ofLabel("dog", 20))
        .add(ofTask("t", 20));
    topics.receipts =
        List.of(
            receipt(0, pseudonyms.ofExample("f").toHex()),
            receipt(1, pseudonyms.ofSubject("t").toHex()),
            receipt(2, "dog"),
            receipt(3, "t"));
    topics.assertLive(DOG, other);
  }

  @Test
  void acceptedDeletionsHaveTheirEffectInDigestsMode() {
    topics.ledger = "digests";
    topics.events.add(CAT).add(DOG).add(event("t", "e", "cow", time(10), 1, 1, 0));
    topics
        .deletions
        .add(bringing(ofExamples("s", 20, "e"), CAT))
        .add(ofSubject("t", 20))
        .add(permanently(ofLabel("dog", 20)));
    topics.receipts = List.of(receipt(0), receipt(1), receipt(2));
    topics.assertLive();
  }

  // what the receipts tell

  @ParameterizedTest
  @ValueSource(strings = {"contributions", "digests"})
  void missingReceiptIsReported(String mode) {
    topics.ledger = mode;
    topics.deletions.add(ofSubject("t", 20));
    DeletionReceipt ofOtherModel =
        DeletionReceipt.newBuilder(receipt(0)).setModel("another").build();
    DeletionReceipt ofLaterEpoch = DeletionReceipt.newBuilder(receipt(0)).setEpoch(8).build();
    DeletionReceipt ofWholeBulk =
        DeletionReceipt.newBuilder(receipt(0))
            .setBulk(new BulkReport("b", 0, 1, 1, 1L, ""))
            .build();
    DeletionReceipt accepted = AuditCase.receipt(0, 0, ReceiptStage.ACCEPTED);
    topics.receipts = List.of(ofOtherModel, ofLaterEpoch, ofWholeBulk, accepted);
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> topics.against(List.of()))
        .withMessageContaining("partition 0 offset 0")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @ParameterizedTest
  @EnumSource(names = {"HELD", "REFUSED", "REPEATED"})
  void whatWasNotCarriedOutCoversNothing(ReceiptStage stage) {
    topics.events.add(CAT).add(DOG);
    topics.deletions.add(ofLabel("cat", 20)).add(ofSubject("s", 20)).add(ofExamples("s", 20, "e"));
    topics.receipts =
        List.of(
            AuditCase.receipt(0, 0, stage),
            AuditCase.receipt(0, 1, stage),
            AuditCase.receipt(0, 2, stage));
    topics.assertLive(CAT, DOG);
  }

  @Test
  void confirmationCoversWhatItRepeats() {
    topics.events.add(CAT).add(DOG);
    topics.deletions.add(ofLabel("cat", 20)).add(as(RequestAction.CONFIRM, ofLabel("cat", 20)));
    topics.receipts = List.of(AuditCase.receipt(0, 0, ReceiptStage.HELD), receipt(1));
    topics.assertLive(DOG);
  }

  @Test
  void confirmationThatWasRefusedCoversNothing() {
    topics.events.add(CAT);
    topics.deletions.add(as(RequestAction.CONFIRM, ofSubject("s", 20)));
    topics.receipts = List.of(AuditCase.receipt(0, 0, ReceiptStage.REFUSED));
    topics.assertLive(CAT);
  }

  @ParameterizedTest
  @EnumSource(names = {"DECLINE", "EXTEND", "PLACE_LEGAL_HOLD", "LIFT_LEGAL_HOLD"})
  void otherActionsCoverNothingAndNeedNoReceipt(RequestAction action) {
    topics.events.add(CAT);
    topics.deletions.add(as(action, ofSubject("s", 20)));
    topics.receipts = List.of();
    topics.assertLive(CAT);
  }

  @Test
  void severalSubjectsAreCoveredButForThoseThatWereRefused() {
    LabeledEvent ofT = event("t", "e", "cow", time(10), 1, 1, 0);
    topics.events.add(CAT).add(ofT);
    topics.deletions.add(ofSubjects("s", "t", "u"));
    topics.targets = (key, pseudonym) -> Optional.of(key + pseudonym);
    topics.receipts =
        List.of(receipt(0, "k" + new Pseudonyms(Fixtures.KEY).ofSubject("t").toHex()));
    topics.assertLive(ofT);
  }

  @Test
  void ofSeveralSubjectsTheReceiptListsThoseThatWereCarriedOut() {
    LabeledEvent ofT = event("t", "e", "cow", time(10), 1, 1, 0);
    LabeledEvent ofU = event("u", "e", "cow", time(10), 1, 1, 0);
    topics.events.add(CAT).add(ofT).add(ofU);
    topics.deletions.add(ofSubjects("s", "t", "u"));
    topics.targets = (key, pseudonym) -> Optional.of(key + pseudonym);
    String target = "k" + new Pseudonyms(Fixtures.KEY).ofSubject("s").toHex();
    topics.receipts =
        List.of(
            DeletionReceipt.newBuilder(receipt(0, "one of them", ""))
                .setBulk(new BulkReport("", 1, 1, 1, 3L, ""))
                .setSubjects(List.of(new SubjectOutcome(target, 1L)))
                .build());
    topics.assertLive(ofT, ofU);
  }

  @Test
  void destroyedKeyIsReportedOnlyIfSomethingWasRefusedUnderIt() {
    topics.events.add(CAT);
    topics.deletions.add(ofSubjects("s", "t"));
    topics.targets = (key, pseudonym) -> Optional.empty();
    topics.receipts = List.of(receipt(0));
    topics.assertLive();

    topics.receipts = List.of(receipt(0, "somebody"));
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> topics.against(List.of()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void requestsOfAnImpossibleShapeAreUnusable() {
    topics.events.add(CAT);
    DeletionEvent several = ofSubjects("s", "t");
    topics
        .deletions
        .add(DeletionEvent.newBuilder(several).setSubject("s").build())
        .add(ofSubjects("s", "s"))
        .add(ofSubjects("s", ""))
        .add(
            DeletionEvent.newBuilder(several).setScope(DeletionScope.LABEL).setLabel("cat").build())
        .add(part(several, "", 1, 1))
        .add(part(several, "b", 0, 1))
        .add(part(several, "b", 2, 1))
        .add(part(several, "b", 1, 10_001))
        .add(part(ofLabel("cat", 20), "b", 1, 1))
        .add(DeletionEvent.newBuilder(several).setReceivedAt(time(1_061)).build());
    topics.receipts = List.of();
    AuditResult result = topics.against(List.of(CAT));
    assertThat(result.equal()).isTrue();
    assertThat(result.deletions().deadLetters())
        .containsOnly(
            Map.entry(DeadLetterCode.INCOMPLETE_DELETION, 9L),
            Map.entry(DeadLetterCode.TIME_IN_FUTURE, 1L));
  }

  private static DeletionEvent ofSubjects(String... subjects) {
    return deletion(DeletionScope.SUBJECT, 20).setSubjects(List.of(subjects)).build();
  }

  private static DeletionEvent part(DeletionEvent event, String id, int index, int count) {
    return DeletionEvent.newBuilder(event).setBulk(new BulkPart(id, index, count)).build();
  }

  private static DeletionEvent as(RequestAction action, DeletionEvent event) {
    return DeletionEvent.newBuilder(event).setAction(action).build();
  }

  @Test
  void unknownLedgerModeIsRefused() {
    topics.ledger = "else";
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> topics.against(List.of()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE));
  }

  @Test
  void whatIsOnlyEvaluatedOnIsNoPartOfAModel() {
    LabeledEvent evaluated =
        LabeledEvent.newBuilder(DOG).setUse(ExampleUse.EVALUATE).setRevision(1).build();
    topics.events.add(CAT).add(DOG).add(evaluated);
    AuditResult right = topics.against(List.of(CAT, evaluated));
    assertThat(right.equal()).isTrue();
    assertThat(right.liveExamples()).isEqualTo(1);
    assertThat(right.evaluationExamples()).isEqualTo(1);
    assertThat(topics.against(List.of(CAT, DOG)).equal()).isFalse();
    assertThat(topics.against(List.of(CAT)).equal()).as("it is missing").isFalse();
  }

  // what is reported

  @Test
  void everyDifferenceIsSeen() {
    topics.events.add(CAT).add(DOG);
    assertThat(topics.against(List.of(CAT)).equal()).isFalse();
    assertThat(topics.against(List.of(CAT, CAT)).equal()).isFalse();
    AuditResult relabelled = topics.against(List.of(CAT, revised(DOG, 0, "cow")));
    assertThat(relabelled.liveExamples()).isEqualTo(relabelled.expectedLiveExamples());
    assertThat(relabelled.equal()).isFalse();
    assertThat(relabelled.learners().get(0).equal()).isFalse();
  }

  @Test
  void nothingIsClaimedOfALearnerThatDependsOnOrder() {
    topics.events.add(CAT);
    Manifest known = topics.manifest(List.of(CAT));
    List<Manifest.Learner> learners = new ArrayList<>(known.learners());
    learners.add(future(false));
    AuditResult result =
        topics.audit(withLearners(known, learners)).run(topics.events, topics.deletions);
    assertThat(result.equal()).isTrue();
    assertThat(result.learners().get(1).recomputed()).isFalse();
  }

  private static Manifest.Learner future(boolean additive) {
    return new Manifest.Learner(
        "future",
        "future",
        new TreeMap<>(),
        additive,
        "future.safetensors",
        "",
        "00",
        1,
        new TreeMap<>());
  }

  @Test
  void learnerThatCannotBeRecomputedIsReportedAndNotEqual() {
    topics.events.add(CAT);
    Manifest known = topics.manifest(List.of(CAT));
    List<Manifest.Learner> learners = new ArrayList<>(known.learners());
    learners.add(future(true));
    Manifest manifest = withLearners(known, learners);
    AuditResult result = topics.audit(manifest).run(topics.events, topics.deletions);
    assertThat(result.equal()).isFalse();
    assertThat(result.learners().get(0).equal()).isTrue();
    assertThat(result.learners().get(1))
        .isEqualTo(new LearnerAudit("future", true, "00", null))
        .satisfies(learner -> assertThat(learner.recomputed()).isFalse())
        .satisfies(learner -> assertThat(learner.equal()).isFalse());
  }

  @Test
  void logThatLostRecordsIsNotComplete() {
    topics.events.add(CAT);
    Manifest manifest = topics.manifest(List.of(CAT));
    topics.events.add(CAT);
    AuditResult result = topics.audit(manifest).run(topics.events, topics.deletions);
    assertThat(result.equal()).isTrue();
    assertThat(result.events()).isEqualTo(new TopicAudit(1, 2, new TreeMap<>()));
    assertThat(result.complete()).isFalse();
  }

  private static Manifest withLearners(Manifest manifest, List<Manifest.Learner> learners) {
    return new Manifest(
        manifest.format(),
        manifest.model(),
        manifest.epoch(),
        manifest.parent(),
        manifest.createdAt(),
        manifest.software(),
        manifest.intake(),
        manifest.ledger(),
        manifest.retentionCutoff(),
        manifest.cleanSince(),
        manifest.offsets(),
        manifest.liveExamples(),
        manifest.evaluationExamples(),
        manifest.accounting(),
        learners);
  }

  private static LabeledEvent revised(LabeledEvent event, int revision, String label) {
    return LabeledEvent.newBuilder(event).setRevision(revision).setLabel(label).build();
  }

  private static LabeledEvent inTask(LabeledEvent event, String task) {
    return LabeledEvent.newBuilder(event).setTask(task).build();
  }

  private static DeletionEvent.Builder deletion(DeletionScope scope, long requestedAt) {
    return DeletionEvent.newBuilder()
        .setRequestId("r")
        .setScope(scope)
        .setRequestedAt(time(requestedAt));
  }

  private static DeletionEvent ofSubject(String subject, long requestedAt) {
    return deletion(DeletionScope.SUBJECT, requestedAt).setSubject(subject).build();
  }

  private static DeletionEvent ofExamples(
      @Nullable String subject, long requestedAt, String... ids) {
    return deletion(DeletionScope.EXAMPLES, requestedAt)
        .setSubject(subject)
        .setExampleIds(Arrays.asList(ids))
        .build();
  }

  private static DeletionEvent ofLabel(String label, long requestedAt) {
    return deletion(DeletionScope.LABEL, requestedAt).setLabel(label).build();
  }

  private static DeletionEvent ofTask(String task, long requestedAt) {
    return deletion(DeletionScope.TASK, requestedAt).setTask(task).build();
  }

  private static DeletionEvent permanently(DeletionEvent event) {
    return DeletionEvent.newBuilder(event).setPermanent(true).build();
  }

  private static DeletionEvent bringing(DeletionEvent event, LabeledEvent... examples) {
    return DeletionEvent.newBuilder(event).setExamples(List.of(examples)).build();
  }

  private static DeletionReceipt receipt(long requestOffset, String... refusedTargets) {
    return AuditCase.receipt(0, requestOffset, ReceiptStage.APPLIED, refusedTargets);
  }
}

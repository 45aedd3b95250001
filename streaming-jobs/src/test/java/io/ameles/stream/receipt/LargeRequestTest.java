package io.ameles.stream.receipt;

import static io.ameles.schema.ReceiptStage.ACCEPTED;
import static io.ameles.schema.ReceiptStage.APPLIED;
import static io.ameles.schema.ReceiptStage.HELD;
import static io.ameles.schema.ReceiptStage.PUBLISHED;
import static io.ameles.schema.ReceiptStage.REFUSED;
import static io.ameles.schema.ReceiptStage.REPEATED;
import static io.ameles.schema.ReceiptStage.SEALED;
import static io.ameles.stream.receipt.Life.outcome;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ameles.model.identity.Pseudonym;
import io.ameles.model.receipt.SubjectTree;
import io.ameles.schema.BulkReport;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.ReceiptStatus;
import io.ameles.schema.RequestAction;
import io.ameles.schema.SubjectOutcome;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.ledger.Outcome;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Requests for several subjects, and requests that come in parts. */
class LargeRequestTest {
  private static final int SUBJECTS = 5;

  private final Life life = new Life();

  @Test
  void everySubjectOfARequestIsAccountedForByTarget() throws Exception {
    Deletion.Terms several =
        new Deletion.Terms(
            RequestAction.FORGET, "", "", "", Fixtures.RECORDED_AT, SUBJECTS, null, Long.MAX_VALUE);
    List<DeletionReceipt> receipts =
        life.read(
            IntStream.range(0, SUBJECTS).mapToObj(i -> of(i, several)).toArray(Outcome[]::new));
    DeletionReceipt applied = receipts.get(1);

    assertThat(receipts).hasSize(2);
    assertThat(receipts.get(0).getSubjects()).isEmpty();
    assertThat(applied.getSubjects())
        .containsExactlyElementsOf(
            IntStream.range(0, SUBJECTS)
                .mapToObj(i -> new SubjectOutcome(target(i), (long) i))
                .sorted(Comparator.comparing(SubjectOutcome::getTarget))
                .toList());
    assertThat(applied.getExamplesRemoved()).isEqualTo(10);
    assertThat(applied.getBulk())
        .isEqualTo(new BulkReport("", 1, 1, 1, (long) SUBJECTS, naiveRoot(applied)));
    life.settle();
    assertThat(life.all.get(2).getBulk()).isEqualTo(applied.getBulk());
    assertThat(life.all.get(2).getSubjects()).isEmpty();
  }

  @Test
  void wholeIsReportedAfterTheLastPartAndSealedAfterAllParts() throws Exception {
    life.read(part(2, 3));
    assertThat(life.settle()).extracting(LargeRequestTest::index).containsExactly(2, 2);
    life.read(part(1, 3));
    List<DeletionReceipt> last = life.read(part(3, 3));
    assertThat(last)
        .extracting(DeletionReceipt::getStage, LargeRequestTest::index, LargeRequestTest::answered)
        .containsExactly(tuple(ACCEPTED, 3, 2), tuple(APPLIED, 3, 3), tuple(APPLIED, 0, 3));
    DeletionReceipt whole = last.get(2);
    assertThat(whole.getRequestId()).isEqualTo("large");
    assertThat(whole.getStatus()).isEqualTo(ReceiptStatus.COMPLETED);
    assertThat(whole.getExamplesRemoved()).isEqualTo(3 * 7);
    assertThat(whole.getBulk().getSubjects()).isEqualTo(6);
    assertThat(whole.getBulk().getRoot())
        .isEqualTo(
            HexFormat.of()
                .formatHex(
                    NaiveLog.root(
                        Stream.of(1, 2, 3)
                            .map(this::rootOfPart)
                            .map(HexFormat.of()::parseHex)
                            .toList())));
    life.holdings.publish(4);
    life.holdings.seal(3);
    life.idle();
    assertThat(life.idle()).as("the whole waits for its parts").isEmpty();
    assertThat(life.settle())
        .extracting(DeletionReceipt::getStage, LargeRequestTest::index)
        .containsExactly(tuple(SEALED, 3), tuple(SEALED, 0));
    assertThat(life.docket().batches()).isEmpty();
    assertThat(life.docket().cases()).isEmpty();
    NaiveLog.requireConsistent(life.all);
  }

  @Test
  void wholeIsNotSealedBeforeItsParts() {
    life.read(part(1, 2), part(2, 2));
    life.holdings.publish(1);
    DeletionReceipt whole =
        life.idle().stream().filter(receipt -> index(receipt) == 0).findFirst().orElseThrow();

    assertThat(whole.getStage()).isEqualTo(PUBLISHED);
    assertThat(whole.getOutstanding()).contains("2 of its parts are not sealed yet.");
  }

  @Test
  void partThatComesTwiceCountsOnce() {
    life.read(part(1, 2));
    List<DeletionReceipt> again =
        life.read(
            outcome(request(1, 2).position(0, 50), Outcome.Disposition.APPLIED, subject(0), 0));

    assertThat(again)
        .extracting(DeletionReceipt::getStage, DeletionReceipt::getBulk)
        .containsExactly(tuple(REPEATED, null));
    assertThat(life.read(part(2, 2)))
        .extracting(DeletionReceipt::getStage, LargeRequestTest::index, LargeRequestTest::answered)
        .containsExactly(tuple(ACCEPTED, 2, 1), tuple(APPLIED, 2, 2), tuple(APPLIED, 0, 2));
  }

  @Test
  void wholeOfRefusedPartsIsRefusedAndOfSomeIsPartial() {
    assertThat(life.read(refused(1, 2), refused(2, 2)))
        .extracting(DeletionReceipt::getStage, LargeRequestTest::index)
        .containsExactly(tuple(REFUSED, 1), tuple(REFUSED, 2), tuple(REFUSED, 0));
    assertThat(life.docket().batches()).isEmpty();

    Life mixed = new Life();
    assertThat(mixed.read(part(1, 2), refused(2, 2)))
        .extracting(DeletionReceipt::getStage, LargeRequestTest::index, DeletionReceipt::getStatus)
        .containsExactly(
            tuple(ACCEPTED, 1, ReceiptStatus.PENDING),
            tuple(APPLIED, 1, ReceiptStatus.COMPLETED),
            tuple(REFUSED, 2, ReceiptStatus.REFUSED),
            tuple(APPLIED, 0, ReceiptStatus.PARTIAL));
  }

  @Test
  void partsThatAreHeldAreAnsweredWhenSomebodyDecides() {
    life.read(held(1, 2), held(2, 2));
    assertThat(life.all).extracting(DeletionReceipt::getStage).containsExactly(HELD, HELD);
    assertThat(life.all).extracting(LargeRequestTest::answered).containsExactly(0, 0);
    assertThat(life.read(word(1, RequestAction.CONFIRM, Outcome.Disposition.APPLIED)))
        .extracting(DeletionReceipt::getStage, LargeRequestTest::answered)
        .containsExactly(tuple(APPLIED, 1));
    assertThat(life.read(word(2, RequestAction.DECLINE, Outcome.Disposition.HEEDED)))
        .extracting(DeletionReceipt::getStage, LargeRequestTest::index, LargeRequestTest::answered)
        .containsExactly(tuple(REFUSED, 2, 2), tuple(APPLIED, 0, 2));
  }

  @Test
  void partThatWasRefusedMayComeAgainBeforeTheWholeIsReported() {
    life.read(refused(1, 2));
    life.read(part(1, 2));
    DeletionReceipt whole = life.read(part(2, 2)).get(2);

    assertThat(whole.getStatus()).isEqualTo(ReceiptStatus.COMPLETED);
    assertThat(whole.getExamplesRemoved()).isEqualTo(14);
  }

  @Test
  void partsThatContradictOneAnotherAreCarriedOutAndNotCounted() {
    life.read(part(1, 2));

    assertThat(life.read(part(7, 9), part(2, 2)))
        .extracting(DeletionReceipt::getStage, LargeRequestTest::index, LargeRequestTest::answered)
        .containsExactly(
            tuple(ACCEPTED, 2, 1),
            tuple(APPLIED, 2, 2),
            tuple(APPLIED, 0, 2),
            tuple(ACCEPTED, 7, 2),
            tuple(APPLIED, 7, 2));
  }

  @Test
  void requestOfWhichPartsNeverComeIsForgottenAfterItsDeadline() {
    life.read(part(1, 2));
    life.settle();
    assertThat(life.docket().batches()).hasSize(1);
    life.pass(Duration.ofDays(40)).idle();

    assertThat(life.docket().batches()).isEmpty();
  }

  @Test
  void requestersDoNotMixEvenIfTheyChooseTheSameId() {
    life.read(part(1, 2));
    Deletion.Terms others =
        new Deletion.Terms(
            RequestAction.FORGET,
            "somebody else",
            "",
            "",
            Fixtures.RECORDED_AT,
            2,
            new Deletion.Part("large", 2, 2),
            Long.MAX_VALUE);

    assertThat(life.read(of(0, others)))
        .extracting(DeletionReceipt::getStage, LargeRequestTest::answered)
        .containsExactly(tuple(ACCEPTED, 0), tuple(APPLIED, 1));
  }

  @Test
  void rootOfNothingIsThatOfTheStandard() {
    assertThat(SubjectTree.root(List.of()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  private static Outcome of(int subject, Deletion.Terms terms) {
    return outcome(
        Fixtures.deleteSubject("several").terms(terms),
        Outcome.Disposition.APPLIED,
        subject(subject),
        subject);
  }

  private static Outcome part(int index, int count) {
    return outcome(request(index, count), Outcome.Disposition.APPLIED, subject(index), 7);
  }

  private static Outcome refused(int index, int count) {
    return outcome(
        request(index, count),
        Outcome.Disposition.REFUSED,
        null,
        0,
        new Outcome.Refused("", "LEGAL_HOLD", "Kept."));
  }

  private static Outcome held(int index, int count) {
    return outcome(
        request(index, count),
        Outcome.Disposition.HELD,
        null,
        0,
        new Outcome.Refused("", "CONFIRMATION_NEEDED", "Many."));
  }

  private static Outcome word(int index, RequestAction action, Outcome.Disposition disposition) {
    Deletion.Terms terms =
        new Deletion.Terms(
            action,
            "officer",
            "",
            "",
            Fixtures.RECORDED_AT,
            2,
            new Deletion.Part("large", index, 2),
            Long.MAX_VALUE);
    return outcome(
        request(index, 2).position(1, index).terms(terms), disposition, subject(index), 7);
  }

  private static Fixtures.DeletionBuilder request(int index, int count) {
    return Fixtures.deleteSubject("several")
        .id("part-" + index)
        .upTo(index)
        .position(0, index)
        .terms(Life.part("large", index, count, 2));
  }

  private static Pseudonym subject(int i) {
    return Fixtures.subject("s" + i);
  }

  private static String target(int subject) {
    return Fixtures.RECEIPT_KEYS.target(subject(subject).toHex());
  }

  private static int index(DeletionReceipt receipt) {
    return receipt.getBulk() == null ? -1 : receipt.getBulk().getIndex();
  }

  private static int answered(DeletionReceipt receipt) {
    return receipt.getBulk() == null ? -1 : receipt.getBulk().getAnswered();
  }

  private String rootOfPart(int index) {
    return life.all.stream()
        .filter(receipt -> index(receipt) == index && receipt.getStage() == ReceiptStage.APPLIED)
        .map(receipt -> receipt.getBulk().getRoot())
        .findFirst()
        .orElseThrow();
  }

  private static String naiveRoot(DeletionReceipt receipt) throws Exception {
    return HexFormat.of()
        .formatHex(
            NaiveLog.root(
                receipt.getSubjects().stream()
                    .map(
                        subject ->
                            ("[\""
                                    + subject.getTarget()
                                    + "\","
                                    + subject.getExamplesRemoved()
                                    + "]")
                                .getBytes(UTF_8))
                    .toList()));
  }
}

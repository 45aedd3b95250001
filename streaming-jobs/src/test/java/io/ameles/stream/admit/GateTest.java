package io.ameles.stream.admit;

import static io.ameles.schema.RequestAction.CONFIRM;
import static io.ameles.schema.RequestAction.DECLINE;
import static io.ameles.schema.RequestAction.EXTEND;
import static io.ameles.schema.RequestAction.FORGET;
import static io.ameles.schema.RequestAction.LIFT_LEGAL_HOLD;
import static io.ameles.schema.RequestAction.PLACE_LEGAL_HOLD;
import static io.ameles.stream.Fixtures.deleteExamples;
import static io.ameles.stream.Fixtures.deleteLabel;
import static io.ameles.stream.Fixtures.deleteSubject;
import static io.ameles.stream.Fixtures.deleteTask;
import static io.ameles.stream.admit.GateDesk.GUARDED;
import static io.ameles.stream.admit.GateDesk.by;
import static io.ameles.stream.admit.GateDesk.ofSubjects;
import static io.ameles.stream.admit.GateDesk.terms;
import static io.ameles.stream.admit.GateDesk.under;
import static io.ameles.stream.admit.GateDesk.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.request.Requesters;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.RequestAction;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.ledger.Outcome;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private static final String[] TWO = {"anna", "bert"};

  private final GateDesk open = new GateDesk(RequestRules.NONE);
  private final GateDesk guarded = new GateDesk(GUARDED);

  // without rules

  @Test
  void everythingPassesAsItIsWhereNothingIsConfigured() {
    Deletion[] requests = {
      deleteSubject("anna").build(),
      deleteExamples("anna", "1").build(),
      deleteLabel("cat").build(),
      deleteTask("zoo").build()
    };
    for (Deletion request : requests) {
      assertThat(open.verdict(request)).isEqualTo("PASSED");
    }
    assertThat(open.verdict(ofSubjects(terms(FORGET, "", "", 2, null), TWO))).isEqualTo("PASSED");

    assertThat(open.outcomes).isEmpty();
    assertThat(open.passed.get(0).request().terms().mostRemoved()).isEqualTo(Long.MAX_VALUE);
    assertThat(open.lookups).isZero();
    assertThat(open.book()).isEqualTo(GateBook.NEW);
  }

  // what was found when it was read

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SIGNATURE_REQUIRED",
        "SIGNATURE_INVALID",
        "KEY_UNKNOWN",
        "NOT_ALLOWED",
        "LEGAL_HOLD_SCOPE"
      })
  void whatWasFoundWantingIsRefusedWithTheCode(String problem) {
    Deletion wanting =
        under(terms(FORGET, "", problem, 7, null), Deletion.ofAll(deleteSubject("anna").request()))[
            0];

    assertThat(open.receive(wanting))
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.disposition()).isEqualTo(Outcome.Disposition.REFUSED);
              assertThat(outcome.refusals())
                  .extracting(Outcome.Refused::code)
                  .containsOnly(problem);
              assertThat(outcome.refusals()).extracting(Outcome.Refused::target).containsOnly("");
              assertThat(outcome.refusals().get(0).message()).doesNotContain("%");
            });
    assertThat(open.passed).isEmpty();
  }

  @Test
  void regulationMustBeConfigured() {
    assertThat(open.verdict(under(regulated("gdpr"), deleteSubject("anna").build())))
        .isEqualTo("PASSED");
    assertThat(open.verdict(under(regulated("GDPR"), deleteSubject("anna").build())))
        .isEqualTo("UNKNOWN_REGULATION");
    assertThat(open.outcomes.get(0).refusals().get(0).message()).contains("ccpa, gdpr");
  }

  private static Deletion.Terms regulated(String regulation) {
    return new Deletion.Terms(FORGET, "", "", regulation, 0, 1, null, Long.MAX_VALUE);
  }

  // rate limit

  @Test
  void requesterWhoAsksTooOftenIsToldWhenToComeAgain() {
    GateDesk desk = limited(2, 3_600_000);
    assertThat(desk.verdict(under(by("desk"), deleteSubject("a").build()))).isEqualTo("PASSED");
    assertThat(desk.verdict(under(by("desk"), deleteLabel("b").build()))).isEqualTo("PASSED");
    assertThat(desk.verdict(under(by("desk"), deleteSubject("c").build())))
        .isEqualTo("RATE_LIMITED");
    assertThat(desk.verdict(under(by("other"), deleteSubject("c").build()))).isEqualTo("PASSED");

    assertThat(desk.outcomes.get(0).refusals().get(0).message())
        .contains("2 requests since 2025-01-01T00:00:00Z")
        .contains("from 2025-01-01T01:00:00Z on");
  }

  @Test
  void forgedRequestsUseUpNobodysLimit() {
    GateDesk desk = limited(1, 1_000);
    for (int i = 0; i < 10; i++) {
      desk.receive(
          under(terms(FORGET, "", "SIGNATURE_INVALID", 1, null), deleteSubject("a").build()));
    }
    assertThat(desk.verdict(under(by("desk"), deleteSubject("a").build()))).isEqualTo("PASSED");
    assertThat(desk.verdict(under(by(""), deleteSubject("a").build()))).isEqualTo("PASSED");
  }

  @Test
  void partsOfOneRequestCountOnce() {
    GateDesk desk = limited(1, 1_000);
    assertThat(desk.verdict(ofSubjects(terms(FORGET, "", "", 2, null), TWO))).isEqualTo("PASSED");
    assertThat(desk.verdict(deleteSubject("a").build())).isEqualTo("RATE_LIMITED");
  }

  private static GateDesk limited(int requests, long millis) {
    return new GateDesk(
        new RequestRules(Requesters.NONE, new RequestRules.RateLimit(requests, millis), null));
  }

  // legal holds

  @Test
  void whatIsUnderLegalHoldIsNotDeleted() {
    hold(PLACE_LEGAL_HOLD, deleteSubject("anna").build());
    hold(PLACE_LEGAL_HOLD, deleteLabel("cat").build());
    hold(PLACE_LEGAL_HOLD, deleteTask("zoo").build());

    assertThat(open.verdict(deleteSubject("anna").permanent(true).build())).isEqualTo("LEGAL_HOLD");
    assertThat(open.verdict(deleteExamples("anna", "1", "2").build())).isEqualTo("LEGAL_HOLD");
    assertThat(open.verdict(deleteLabel("cat").build())).isEqualTo("LEGAL_HOLD");
    assertThat(open.verdict(deleteTask("zoo").build())).isEqualTo("LEGAL_HOLD");
    assertThat(open.verdict(deleteSubject("bert").build())).isEqualTo("PASSED");
    assertThat(open.verdict(deleteTask("cat").build())).isEqualTo("PASSED");
    assertThat(open.verdict(deleteLabel("zoo").build())).isEqualTo("PASSED");
  }

  @Test
  void liftedLegalHoldKeepsNothing() {
    hold(PLACE_LEGAL_HOLD, deleteSubject("anna").upTo(1).build());
    hold(LIFT_LEGAL_HOLD, deleteSubject("anna").upTo(2).build());

    assertThat(open.verdict(deleteSubject("anna").build())).isEqualTo("PASSED");
  }

  @Test
  void oldWordAboutALegalHoldIsNotHeardAgain() {
    hold(PLACE_LEGAL_HOLD, deleteSubject("anna").upTo(1).build());
    hold(LIFT_LEGAL_HOLD, deleteSubject("anna").upTo(2).build());
    hold(PLACE_LEGAL_HOLD, deleteSubject("anna").upTo(3).build());

    assertThat(
            open.verdict(
                under(word(LIFT_LEGAL_HOLD, "court"), deleteSubject("anna").upTo(2).build())))
        .isEqualTo("SUPERSEDED");
    assertThat(
            open.verdict(
                under(word(LIFT_LEGAL_HOLD, "court"), deleteSubject("anna").upTo(3).build())))
        .isEqualTo("SUPERSEDED");
    assertThat(open.verdict(deleteSubject("anna").build())).isEqualTo("LEGAL_HOLD");
    hold(PLACE_LEGAL_HOLD, deleteSubject("anna").upTo(3).build());
  }

  private void hold(RequestAction action, Deletion what) {
    assertThat(open.verdict(under(word(action, "court"), what))).isEqualTo("HEEDED");
  }

  @Test
  void ofSeveralSubjectsOnlyTheOnesUnderLegalHoldAreRefused() {
    hold(PLACE_LEGAL_HOLD, deleteSubject("bert").build());
    open.outcomes.clear();
    open.receive(ofSubjects(terms(FORGET, "", "", 3, null), "anna", "bert", "carl"));

    assertThat(open.passed)
        .extracting(Deletion::subject)
        .containsExactly(Fixtures.subject("anna"), Fixtures.subject("carl"));
    assertThat(open.outcomes)
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.subject()).isEqualTo(Fixtures.subject("bert"));
              assertThat(refused.refusals().get(0).target())
                  .isEqualTo(Fixtures.subject("bert").toHex());
            });
  }

  @Test
  void legalHoldsOutliveTheirConfiguration() {
    GateDesk desk = new GateDesk(RequestRules.NONE);
    desk.receive(under(word(PLACE_LEGAL_HOLD, "court"), deleteSubject("anna").build()));
    desk.restart();
    assertThat(desk.verdict(deleteSubject("anna").build())).isEqualTo("LEGAL_HOLD");
  }

  // the guard

  @Test
  void whatMayRemoveMuchAtOnceIsHeld() {
    assertHeld(deleteLabel("cat").build());
    assertHeld(deleteTask("zoo").build());
    assertHeld(ofSubjects(terms(FORGET, "", "", 2, null), TWO));
    assertHeld(deleteExamples("anna", "1", "2", "3", "4").build());
    assertHeld(
        under(
            terms(FORGET, "", "", 1, new Deletion.Part("bulk", 1, 9)),
            deleteSubject("anna").build()));
    assertThat(guarded.passed).isEmpty();
  }

  private void assertHeld(Deletion... parts) {
    assertThat(guarded.receive(parts))
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.disposition()).isEqualTo(Outcome.Disposition.HELD);
              assertThat(outcome.refusals())
                  .extracting(Outcome.Refused::code)
                  .containsExactly("CONFIRMATION_NEEDED");
            });
  }

  @Test
  void singleSubjectGoesOnWithALimitThatFollowsTheModel() {
    guarded.receive(deleteSubject("anna").build());
    guarded.published = 1_000;
    guarded.receive(deleteSubject("anna").build());
    guarded.endEpoch();
    guarded.receive(deleteSubject("anna").build());
    guarded.receive(deleteSubject("anna").build());

    assertThat(guarded.passed)
        .extracting(part -> part.request().terms().mostRemoved())
        .containsExactly(3L, 3L, 500L, 500L);
    assertThat(guarded.lookups).as("once per epoch").isEqualTo(2);
  }

  @Test
  void fewExamplesPassAndManyWithoutASubjectDoNot() {
    assertThat(guarded.verdict(deleteExamples("anna", "1", "2", "3").build())).isEqualTo("PASSED");
    Deletion.Terms four = terms(FORGET, "", "", 4, null);
    assertThat(guarded.verdict(under(four, deleteExamples("alone", "1").build())))
        .isEqualTo("CONFIRMATION_NEEDED");
  }

  @Test
  void confirmationBySomebodyElseCarriesItOut() {
    Deletion[] request = ofSubjects(terms(FORGET, "desk", "", 2, null), TWO);
    guarded.receive(request);
    guarded.endEpoch();
    Deletion[] confirmed = ofSubjects(terms(CONFIRM, "boss", "", 2, null), TWO);

    assertThat(guarded.verdict(confirmed)).isEqualTo("PASSED");
    assertThat(guarded.passed)
        .extracting(Deletion::subject)
        .containsExactly(Fixtures.subject("anna"), Fixtures.subject("bert"));
    assertThat(guarded.passed)
        .allSatisfy(
            part -> {
              assertThat(part.request().terms().mostRemoved()).isEqualTo(Long.MAX_VALUE);
              assertThat(part.request().terms().action()).isEqualTo(CONFIRM);
            });
    assertThat(guarded.verdict(confirmed)).as("once").isEqualTo("NOTHING_PENDING");
  }

  @Test
  void confirmationBySamePersonIsRefusedAndTheRequestStaysHeld() {
    Deletion request = deleteLabel("cat").build();
    guarded.receive(under(by("desk"), request));

    assertThat(guarded.verdict(under(word(CONFIRM, "desk"), request))).isEqualTo("SAME_PERSON");
    assertThat(guarded.verdict(under(word(CONFIRM, "boss"), request))).isEqualTo("PASSED");
  }

  /** Else who asked could have somebody else repeat it and confirm it himself. */
  @Test
  void repeatedByAnotherPersonItIsStillTheFirstOnes() {
    Deletion request = deleteLabel("cat").build();
    guarded.receive(under(by("desk"), request));
    assertHeld(under(by("accomplice"), request));

    assertThat(guarded.book().held()).hasSize(1).containsValue("desk");
    assertThat(guarded.verdict(under(word(CONFIRM, "desk"), request))).isEqualTo("SAME_PERSON");
  }

  @Test
  void confirmationOfSomethingElseFindsNothing() {
    guarded.receive(under(by("desk"), deleteLabel("cat").upTo(1).build()));

    assertThat(guarded.verdict(under(word(CONFIRM, "boss"), deleteLabel("dog").upTo(1).build())))
        .isEqualTo("NOTHING_PENDING");
    assertThat(guarded.verdict(under(word(CONFIRM, "boss"), deleteLabel("cat").upTo(2).build())))
        .isEqualTo("NOTHING_PENDING");
    assertThat(
            guarded.verdict(
                under(word(CONFIRM, "boss"), deleteLabel("cat").upTo(1).permanent(true).build())))
        .isEqualTo("NOTHING_PENDING");
    assertThat(guarded.passed).isEmpty();
  }

  @Test
  void declinedRequestCannotBeConfirmed() {
    Deletion request = deleteLabel("cat").build();
    guarded.receive(under(by("desk"), request));

    assertThat(guarded.verdict(under(word(DECLINE, "boss"), request))).isEqualTo("HEEDED");
    assertThat(guarded.verdict(under(word(CONFIRM, "boss"), request))).isEqualTo("WAS_DECLINED");
    assertThat(guarded.verdict(under(word(DECLINE, "boss"), request))).isEqualTo("NOTHING_PENDING");
    assertThat(guarded.passed).isEmpty();
  }

  @Test
  void whoKeptTheBytesOfADeclinedRequestCannotBringItBack() {
    Deletion request = deleteLabel("cat").build();
    guarded.receive(under(by("desk"), request));
    guarded.receive(under(word(DECLINE, "boss"), request));

    assertThat(guarded.verdict(under(by("desk"), request))).isEqualTo("WAS_DECLINED");
    assertThat(guarded.verdict(under(word(CONFIRM, "boss"), request))).isEqualTo("WAS_DECLINED");
    assertThat(guarded.passed).isEmpty();
  }

  @Test
  void confirmedRequestThatIsSentAgainIsNotHeldAgain() {
    Deletion request = deleteLabel("cat").build();
    guarded.receive(under(by("desk"), request));
    guarded.receive(under(word(CONFIRM, "boss"), request));
    guarded.receive(under(by("desk"), request));

    assertThat(guarded.passed).hasSize(2);
    assertThat(guarded.verdict(under(word(CONFIRM, "boss"), request))).isEqualTo("NOTHING_PENDING");
  }

  @ParameterizedTest
  @EnumSource(names = {"CONFIRM", "DECLINE"})
  void decisionsOnASingleSubjectAreLeftToTheLedger(RequestAction action) {
    assertThat(guarded.verdict(under(word(action, "boss"), deleteSubject("anna").build())))
        .isEqualTo("PASSED");
    assertThat(guarded.passed.get(0).request().terms().mostRemoved()).isNotEqualTo(Long.MAX_VALUE);
  }

  @Test
  void legalHoldStopsAConfirmationToo() {
    Deletion label = deleteLabel("cat").build();
    guarded.receive(under(by("desk"), label));
    guarded.receive(under(word(PLACE_LEGAL_HOLD, "court"), deleteLabel("cat").build()));
    guarded.receive(under(word(PLACE_LEGAL_HOLD, "court"), deleteSubject("anna").build()));

    assertThat(guarded.verdict(under(word(CONFIRM, "boss"), label))).isEqualTo("LEGAL_HOLD");
    assertThat(guarded.verdict(under(word(CONFIRM, "boss"), deleteSubject("anna").build())))
        .isEqualTo("LEGAL_HOLD");
    guarded.receive(under(word(LIFT_LEGAL_HOLD, "court"), deleteLabel("cat").upTo(1).build()));
    assertThat(guarded.verdict(under(word(CONFIRM, "boss"), label))).isEqualTo("PASSED");
  }

  @Test
  void extensionIsHeardWithoutBeingHeld() {
    assertThat(guarded.verdict(under(word(EXTEND, "desk"), deleteSubject("anna").build())))
        .isEqualTo("HEEDED");
    assertThat(guarded.passed).isEmpty();
  }

  @Test
  void everyPartSharesTheFateOfItsRequest() {
    Deletion.Terms several = terms(FORGET, "", "", 3, null);
    assertThat(guarded.receive(ofSubjects(several, "a", "b", "c"))).hasSize(1);
    Deletion.Terms declined = terms(DECLINE, "boss", "", 3, null);
    assertThat(guarded.receive(ofSubjects(declined, "a", "b", "c"))).hasSize(1);
    assertThat(guarded.passed).isEmpty();
  }

  @Test
  void whatIsHeldStaysHeldOverRestarts() {
    Deletion request = deleteLabel("cat").build();
    guarded.receive(under(by("desk"), request));
    guarded.endEpoch();
    guarded.restart();

    assertThat(guarded.verdict(under(word(CONFIRM, "desk"), request))).isEqualTo("SAME_PERSON");
    assertThat(guarded.verdict(under(word(CONFIRM, "boss"), request))).isEqualTo("PASSED");
  }

  @Test
  void noMoreIsHeldThanCanBeRemembered() {
    for (int i = 0; i < Gate.MOST_HELD; i++) {
      guarded.receive(deleteLabel("label-" + i).build());
    }
    assertThat(guarded.verdict(deleteLabel("one more").build())).isEqualTo("TOO_MANY_HELD");
    assertThat(guarded.verdict(deleteLabel("label-7").build())).isEqualTo("CONFIRMATION_NEEDED");
    assertThat(guarded.book().held()).hasSize(Gate.MOST_HELD);
  }

  @Test
  void burstIsDecidedOneByOneAndLeavesNothingBehind() {
    int burst = 100_000;
    GateDesk unlimited = new GateDesk(RequestRules.NONE);
    GateDesk limit = limited(1_000, 3_600_000);
    IntStream.range(0, burst)
        .mapToObj(i -> deleteSubject("subject-" + i).build())
        .forEach(
            request -> {
              unlimited.receive(request);
              limit.receive(request);
            });

    assertThat(unlimited.passed).hasSize(burst);
    assertThat(limit.passed).hasSize(1_000);
    assertThat(limit.outcomes).hasSize(burst - 1_000);
    assertThat(unlimited.book()).isEqualTo(GateBook.NEW);
    assertThat(limit.book().windows().get("")).hasSize(1);
  }

  // sizes

  @Test
  void limitIsTheShareOrTheFloor() {
    RequestRules.Guard guard = new RequestRules.Guard(0.01, 100);
    assertThat(guard.limit(0)).isEqualTo(100);
    assertThat(guard.limit(10_000)).isEqualTo(100);
    assertThat(guard.limit(10_199)).isEqualTo(101);
    assertThat(guard.limit(1_000_000)).isEqualTo(10_000);
    assertThat(new RequestRules.Guard(0, 0).limit(5)).isZero();
  }

  @Test
  void windowsAreFewHoweverTimesJump() {
    RateWindows windows = new RateWindows(new RequestRules.RateLimit(2, 10), new TreeMap<>());
    for (long at = -100_000; at < 100_000; at += 20) {
      assertThat(windows.take("desk", at)).isTrue();
    }
    assertThat(windows.counts().get("desk")).hasSize(RateWindows.OPEN);

    assertThat(windows.take("desk", Long.MIN_VALUE)).as("counts in the oldest").isTrue();
    assertThat(windows.take("desk", -5)).as("where there is no room any more").isFalse();
    assertThat(windows.take("desk", Long.MAX_VALUE)).isTrue();
    assertThat(windows.counts().get("desk")).hasSize(RateWindows.OPEN);
  }

  @Test
  void scopeOfALegalHoldIsThatOfWhatItKeeps() {
    assertThat(LegalHold.against(deleteExamples("anna", "1").build()))
        .isEqualTo(new LegalHold(DeletionScope.SUBJECT, Fixtures.subject("anna").toHex()));
    assertThat(LegalHold.against(deleteLabel("cat").build()))
        .isEqualTo(new LegalHold(DeletionScope.LABEL, "cat"));
  }
}

package io.ameles.stream.decode;

import static io.ameles.stream.decode.Records.at;
import static io.ameles.stream.decode.Records.bringing;
import static io.ameles.stream.decode.Records.deletion;
import static io.ameles.stream.decode.Records.encode;
import static io.ameles.stream.decode.Records.event;
import static io.ameles.stream.decode.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.identity.Pseudonym;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.model.request.RequestRight;
import io.ameles.model.request.RequestSigner;
import io.ameles.model.request.Requester;
import io.ameles.model.request.Requesters;
import io.ameles.model.sign.SigningKey;
import io.ameles.schema.BulkPart;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.RequestAction;
import io.ameles.stream.Fixtures;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests for several subjects, in parts, signed, and as words about other requests. */
class SignedRequestsTest {
  private static final SigningKey DESK = SigningKey.generate(new SecureRandom());
  private static final Instant RECORDED = Instant.ofEpochMilli(Fixtures.RECORDED_AT);

  private final Pseudonyms pseudonyms = new Pseudonyms(Fixtures.KEY);
  private final DeletionDecoder open =
      new DeletionDecoder(Fixtures.RULES, pseudonyms, Fixtures.MODEL, Requesters.NONE, null);
  private final DeletionDecoder forDigests =
      new DeletionDecoder(Fixtures.DIGEST_RULES, pseudonyms, Fixtures.MODEL, Requesters.NONE, null);
  private final DeletionDecoder strict =
      new DeletionDecoder(
          Fixtures.RULES,
          pseudonyms,
          Fixtures.MODEL,
          new Requesters(
              true,
              List.of(
                  new Requester(
                      "desk", DESK.publicKey(), EnumSet.of(RequestRight.FORGET), "tenant-a/"))),
          null);

  // several subjects

  @Test
  void everySubjectIsAPartOfItsOwn() throws Exception {
    List<Deletion> parts = open.decode(record(ofSubjects("anna", "bert", "carl")));

    assertThat(parts)
        .extracting(Deletion::subject)
        .containsExactly(
            Fixtures.subject("anna"), Fixtures.subject("bert"), Fixtures.subject("carl"));
    assertThat(parts)
        .allSatisfy(
            part -> {
              assertThat(part.request()).isEqualTo(parts.get(0).request());
              assertThat(part.request().target()).isEmpty();
              assertThat(part.request().terms().subjects()).isEqualTo(3);
              assertThat(part.request().terms().severalSubjects()).isTrue();
            });
  }

  @Test
  void listOfOneIsThatOne() throws Exception {
    Deletion.Request one = only(open.decode(record(ofSubjects("anna")))).request();

    assertThat(one.target()).isEqualTo(Fixtures.subject("anna").toHex());
    assertThat(one.terms().severalSubjects()).isFalse();
  }

  @Test
  void asManySubjectsAsOneRecordMayNameAreRead() throws Exception {
    DeletionDecoder large =
        new DeletionDecoder(
            new IntakeRules(
                Fixtures.DIMENSION,
                Fixtures.RULES.quantization(),
                1 << 20,
                Fixtures.RULES.maxFuture(),
                false,
                null),
            pseudonyms,
            Fixtures.MODEL,
            Requesters.NONE,
            null);
    assertThat(large.decode(record(ofSubjects(names(IntakeRules.MAX_SUBJECTS)))))
        .hasSize(IntakeRules.MAX_SUBJECTS);
    refused(DeadLetterCode.TOO_LARGE, large, ofSubjects(names(IntakeRules.MAX_SUBJECTS + 1)));
  }

  private static String[] names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "s" + i).toArray(String[]::new);
  }

  @Test
  void subjectsAreDistinctAndNotNamedTwice() {
    refused(DeadLetterCode.INCOMPLETE_DELETION, open, ofSubjects("anna", "anna"));
    refused(DeadLetterCode.INCOMPLETE_DELETION, open, ofSubjects("anna", ""));
    refused(DeadLetterCode.INCOMPLETE_DELETION, open, ofSubjects("anna", Records.TOO_LONG));
    refused(DeadLetterCode.INCOMPLETE_DELETION, open, ofSubjects("bert").setSubject("anna"));
    for (DeletionScope scope :
        List.of(DeletionScope.EXAMPLES, DeletionScope.LABEL, DeletionScope.TASK)) {
      refused(
          DeadLetterCode.INCOMPLETE_DELETION,
          open,
          ofSubjects("anna")
              .setScope(scope)
              .setExampleIds(List.of("1"))
              .setLabel("cat")
              .setTask("zoo"));
    }
  }

  @Test
  void broughtExamplesGoToTheirSubject() throws Exception {
    DeletionEvent.Builder request =
        ofSubjects("anna", "bert", "carl")
            .setExamples(
                bringing(event(), event().setId("2"), event().setSubject("bert").setId("3")));

    assertThat(forDigests.decode(record(request)))
        .extracting(part -> part.brought().stream().map(Arrival::example).toList())
        .containsExactly(
            List.of(Fixtures.example("1"), Fixtures.example("2")),
            List.of(Fixtures.example("3")),
            List.of());
    refused(
        DeadLetterCode.INCOMPLETE_DELETION,
        forDigests,
        ofSubjects("anna", "bert").setExamples(bringing(event().setSubject("carl"))));
  }

  // parts of a large request

  @Test
  void partIsWithinItsWhole() throws Exception {
    Deletion.Terms terms =
        only(open.decode(record(deletion().setBulk(new BulkPart("b", 10_000, 10_000)))))
            .request()
            .terms();

    assertThat(terms.bulk()).isEqualTo(new Deletion.Part("b", 10_000, 10_000));
    assertThat(terms.severalSubjects()).isTrue();
    for (BulkPart wrong :
        List.of(
            new BulkPart("", 1, 1),
            new BulkPart(Records.TOO_LONG, 1, 1),
            new BulkPart("b", 0, 1),
            new BulkPart("b", -1, 1),
            new BulkPart("b", 2, 1),
            new BulkPart("b", 0, 0),
            new BulkPart("b", Integer.MAX_VALUE, Integer.MAX_VALUE),
            new BulkPart("b", 1, 10_001))) {
      refused(DeadLetterCode.INCOMPLETE_DELETION, open, deletion().setBulk(wrong));
    }
  }

  @Test
  void labelIsNoPart() {
    refused(
        DeadLetterCode.INCOMPLETE_DELETION,
        open,
        deletion().setScope(DeletionScope.LABEL).setLabel("cat").setBulk(new BulkPart("b", 1, 1)));
  }

  // what a request asks for, and what not

  @Test
  void fingerprintIsOfWhatIsAskedForOnly() throws Exception {
    Pseudonym plain = fingerprint(deletion());

    for (RequestAction action : RequestAction.values()) {
      assertThat(fingerprint(deletion().setAction(action))).isEqualTo(plain);
    }
    assertThat(fingerprint(deletion().setBulk(new BulkPart("b", 1, 1)))).isNotEqualTo(plain);
    assertThat(fingerprint(deletion().setRegulation("ccpa"))).isEqualTo(plain);
    assertThat(fingerprint(deletion().setReceivedAt(Instant.EPOCH))).isEqualTo(plain);
    assertThat(fingerprint(deletion().setSignature("forged"))).isEqualTo(plain);
    assertThat(fingerprint(ofSubjects("anna"))).isNotEqualTo(plain);
    assertThat(fingerprint(ofSubjects("anna", "bert")))
        .isNotEqualTo(fingerprint(ofSubjects("bert", "anna")));
  }

  private Pseudonym fingerprint(DeletionEvent.Builder request) throws Exception {
    return open.decode(record(request)).get(0).request().fingerprint();
  }

  @Test
  void actionAndRegulationAreReadAsTheyAre() throws Exception {
    Deletion.Terms terms =
        only(strict.decode(
                record(signed(deletion().setSubject("tenant-a/x").setRegulation("drop")))))
            .request()
            .terms();

    assertThat(terms.action()).isEqualTo(RequestAction.FORGET);
    assertThat(terms.requester()).isEqualTo("desk");
    assertThat(terms.problem()).isEmpty();
    assertThat(terms.regulation()).isEqualTo("drop");
    assertThat(terms.mostRemoved()).isEqualTo(Long.MAX_VALUE);
  }

  // who asks

  @Test
  void requestOfSomebodyWhoMayNotIsOnePartThatConcernsNobody() throws Exception {
    Deletion unsigned = only(strict.decode(record(ofSubjects("tenant-a/x", "tenant-a/y"))));
    Deletion foreign = only(strict.decode(record(signed(deletion().setSubject("tenant-b/x")))));
    DeletionEvent.Builder replayed =
        DeletionEvent.newBuilder(
            new RequestSigner("other", DESK.signer())
                .sign(deletion().setSubject("tenant-a/x").build()));
    Deletion forOtherModel = only(strict.decode(record(replayed)));

    assertThat(List.of(unsigned, foreign, forOtherModel))
        .allSatisfy(part -> assertThat(part.subject()).isNull())
        .extracting(part -> part.request().terms().problem())
        .containsExactly("SIGNATURE_REQUIRED", "NOT_ALLOWED", "SIGNATURE_INVALID");
    assertThat(unsigned.request().terms().subjects()).isEqualTo(2);
    assertThat(foreign.request().terms().requester()).isEqualTo("desk");
    assertThat(forOtherModel.request().terms().requester()).isEmpty();
  }

  @Test
  void signedRequestThatIsReadAgainIsTheSameRequest() throws Exception {
    DeletionEvent.Builder request = signed(deletion().setSubject("tenant-a/x"));
    Deletion first = only(strict.decode(at(0, 1, encode(request))));
    Deletion again = only(strict.decode(at(3, 9, encode(request))));

    assertThat(again.request().fingerprint()).isEqualTo(first.request().fingerprint());
    assertThat(again.request().terms()).isEqualTo(first.request().terms());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FORGET")
  void unsignedRequestsForgetAndNothingElse(RequestAction action) throws Exception {
    assertThat(only(open.decode(record(deletion().setAction(action)))).request().terms().problem())
        .isEqualTo("NOT_ALLOWED");
  }

  /** Whoever cannot sign must not be able to make the service work. */
  @Test
  void whatAStrangerBringsIsNotLookedAt() throws Exception {
    DeletionDecoder strictDigests =
        new DeletionDecoder(
            Fixtures.DIGEST_RULES,
            pseudonyms,
            Fixtures.MODEL,
            new Requesters(true, List.of()),
            null);
    Deletion refused =
        only(strictDigests.decode(record(deletion().setExamples(bringing(event().setLabel(""))))));

    assertThat(refused.request().terms().problem()).isEqualTo("SIGNATURE_REQUIRED");
    assertThat(refused.brought()).isEmpty();
  }

  // dates

  @Test
  void clockStartsWhenTheRequestWasReceivedButNotAfterItsRecord() throws Exception {
    assertThat(receivedAt(deletion())).isEqualTo(Fixtures.RECORDED_AT);
    assertThat(receivedAt(deletion().setReceivedAt(Instant.EPOCH))).isZero();
    assertThat(receivedAt(deletion().setReceivedAt(Instant.ofEpochMilli(Long.MIN_VALUE))))
        .isEqualTo(Long.MIN_VALUE);
    assertThat(receivedAt(deletion().setReceivedAt(RECORDED.plusSeconds(1))))
        .isEqualTo(Fixtures.RECORDED_AT);
    refused(
        DeadLetterCode.TIME_IN_FUTURE,
        open,
        deletion().setReceivedAt(RECORDED.plus(Fixtures.RULES.maxFuture()).plusMillis(1)));
    refused(
        DeadLetterCode.TIME_IN_FUTURE,
        open,
        deletion().setReceivedAt(Instant.ofEpochMilli(Long.MAX_VALUE)));
  }

  private long receivedAt(DeletionEvent.Builder request) throws Exception {
    return only(open.decode(record(request))).request().terms().receivedAt();
  }

  private static void refused(
      DeadLetterCode code, DeletionDecoder decoder, DeletionEvent.Builder request) {
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> decoder.decode(record(request)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("anna"));
  }

  private static DeletionEvent.Builder ofSubjects(String... subjects) {
    return deletion().setSubject(null).setSubjects(List.of(subjects));
  }

  private static DeletionEvent.Builder signed(DeletionEvent.Builder request) {
    return DeletionEvent.newBuilder(
        new RequestSigner(Fixtures.MODEL, DESK.signer()).sign(request.build()));
  }

  private static Deletion only(List<Deletion> parts) {
    assertThat(parts).hasSize(1);
    return parts.get(0);
  }
}

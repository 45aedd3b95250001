package io.ameles.stream.decode;

import static io.ameles.stream.decode.Records.TOO_LONG;
import static io.ameles.stream.decode.Records.bringing;
import static io.ameles.stream.decode.Records.deletion;
import static io.ameles.stream.decode.Records.encode;
import static io.ameles.stream.decode.Records.event;
import static io.ameles.stream.decode.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.identity.Pseudonym;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.model.request.Requesters;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.MalformedEventException;
import io.ameles.stream.Fixtures;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeletionDecoderTest {
  private final Pseudonyms pseudonyms = new Pseudonyms(Fixtures.KEY);
  private final DeletionDecoder decoder =
      new DeletionDecoder(Fixtures.RULES, pseudonyms, Fixtures.MODEL, Requesters.NONE, null);
  private final DeletionDecoder forDigests =
      new DeletionDecoder(Fixtures.DIGEST_RULES, pseudonyms, Fixtures.MODEL, Requesters.NONE, null);

  @Test
  void deletionOfASubjectNamesItByPseudonymOnly() throws Exception {
    RawRecord raw = Records.at(2, 9, encode(deletion().setPermanent(true)));
    Deletion part = only(decoder.decode(raw));

    assertThat(part.subject()).isEqualTo(pseudonyms.ofSubject("anna"));
    assertThat(part.examples()).isEmpty();
    Deletion.Request request = part.request();
    assertThat(request.id()).isEqualTo("request");
    assertThat(request.position()).isEqualTo(new Position(2, 9));
    assertThat(request.scope()).isEqualTo(DeletionScope.SUBJECT);
    assertThat(request.target()).isEqualTo(pseudonyms.ofSubject("anna").toHex());
    assertThat(request.permanent()).isTrue();
    assertThat(request.requestedAt()).isEqualTo(Fixtures.RECORDED_AT);
    assertThat(request.acceptedAt()).isEqualTo(Fixtures.RECORDED_AT);
  }

  @Test
  void deletionOfExamplesOfASubjectIsOnePart() throws Exception {
    Deletion part = only(decoder.decode(record(ofExamples("1", "2", "1"))));

    assertThat(part.subject()).isEqualTo(pseudonyms.ofSubject("anna"));
    assertThat(part.examples())
        .containsExactly(pseudonyms.ofExample("1"), pseudonyms.ofExample("2"));
  }

  @Test
  void deletionOfExamplesWithoutASubjectIsOnePartEach() throws Exception {
    List<Deletion> parts = decoder.decode(record(ofExamples("1", "2", "1").setSubject(null)));

    assertThat(parts)
        .extracting(Deletion::subject)
        .containsExactly(pseudonyms.ofExampleAlone("1"), pseudonyms.ofExampleAlone("2"));
    assertThat(parts).extracting(Deletion::examples).allMatch(examples -> examples.size() == 1);
    assertThat(parts).allSatisfy(part -> assertThat(part.request().target()).isEmpty());
  }

  @Test
  void deletionOfALabelOrTaskConcernsEverybody() throws Exception {
    Deletion label = only(decoder.decode(record(of(DeletionScope.LABEL).setLabel("cat"))));
    Deletion task = only(decoder.decode(record(of(DeletionScope.TASK).setTask("zoo"))));

    assertThat(label.subject()).isNull();
    assertThat(label.request().target()).isEqualTo("cat");
    assertThat(task.request().target()).isEqualTo("zoo");
  }

  @Test
  void sameRequestElsewhereHasTheSameFingerprint() throws Exception {
    Pseudonym here = fingerprint(Records.at(0, 1, encode(deletion())));

    assertThat(fingerprint(Records.at(1, 7, encode(deletion())))).isEqualTo(here);
    assertThat(fingerprint(record(deletion().setPermanent(true)))).isNotEqualTo(here);
    assertThat(fingerprint(record(deletion().setSubject("bert")))).isNotEqualTo(here);
    assertThat(fingerprint(record(deletion().setExamples(bringing(event()))))).isNotEqualTo(here);
  }

  @Test
  void requestsThatNameDifferentThingsNeverShareAFingerprint() throws Exception {
    assertThat(fingerprint(record(ofExamples("1").setSubject("null"))))
        .isNotEqualTo(fingerprint(record(ofExamples("1").setSubject(null))));
    assertThat(fingerprint(record(ofExamples("1", "2"))))
        .isNotEqualTo(fingerprint(record(ofExamples("12"))));
    assertThat(fingerprint(record(ofExamples("2", "1"))))
        .isNotEqualTo(fingerprint(record(ofExamples("2").setExamples(bringing(event())))));
  }

  private Pseudonym fingerprint(RawRecord raw) throws MalformedEventException {
    return decoder.decode(raw).get(0).request().fingerprint();
  }

  @Test
  void examplesAreBroughtForDigestsOnly() throws Exception {
    RawRecord raw = record(deletion().setExamples(bringing(event())));

    assertThat(only(decoder.decode(raw)).brought()).isEmpty();
    Arrival brought = only(forDigests.decode(raw)).brought().get(0);
    assertThat(brought.example()).isEqualTo(pseudonyms.ofExample("1"));
    assertThat(brought.contentDigest()).isNotNull();
  }

  @Test
  void everyPartBringsItsOwnExamples() throws Exception {
    DeletionEvent.Builder request =
        ofExamples("1", "2")
            .setSubject(null)
            .setExamples(bringing(event().setSubject(null), event().setSubject(null).setId("2")));

    assertThat(forDigests.decode(record(request)))
        .allSatisfy(
            part ->
                assertThat(part.brought()).extracting(Arrival::example).isEqualTo(part.examples()));
  }

  @Test
  void undecodableBytesAreRefusedAsForEvents() {
    refused(DeadLetterCode.NULL_VALUE, record((byte[]) null));
    refused(DeadLetterCode.UNKNOWN_SCHEMA, record(event()));
    refused(DeadLetterCode.TOO_LARGE, record(new byte[Fixtures.RULES.maxEventBytes() + 1]));
  }

  @Test
  void requestIdMustBeThereAndNotTooLong() {
    refused(DeadLetterCode.INVALID_REQUEST_ID, record(deletion().setRequestId("")));
    refused(DeadLetterCode.INVALID_REQUEST_ID, record(deletion().setRequestId(TOO_LONG)));
  }

  @Test
  void requestFromTheFarFutureIsRefused() {
    Instant tooLate =
        Instant.ofEpochMilli(Fixtures.RECORDED_AT).plus(Fixtures.RULES.maxFuture()).plusMillis(1);

    refused(DeadLetterCode.TIME_IN_FUTURE, record(deletion().setRequestedAt(tooLate)));
  }

  @Test
  void everyScopeNeedsWhatItNames() {
    refused(DeadLetterCode.INCOMPLETE_DELETION, record(deletion().setSubject(null)));
    refused(DeadLetterCode.INCOMPLETE_DELETION, record(of(DeletionScope.LABEL)));
    refused(DeadLetterCode.INCOMPLETE_DELETION, record(of(DeletionScope.TASK)));
    refused(DeadLetterCode.INCOMPLETE_DELETION, record(ofExamples()));
    refused(DeadLetterCode.INCOMPLETE_DELETION, record(ofExamples("1", "")));
    refused(DeadLetterCode.INCOMPLETE_DELETION, record(ofExamples("1").setSubject("")));
  }

  @Test
  void exampleThatIsBroughtMustBeUsableAndOfTheSubject() {
    refusedForDigests(deletion().setExamples(bringing(event().setLabel(""))));
    refusedForDigests(deletion().setExamples(bringing(event().setSubject("bert"))));
  }

  private void refusedForDigests(DeletionEvent.Builder request) {
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> forDigests.decode(record(request)))
        .extracting(MalformedEventException::code)
        .isEqualTo(DeadLetterCode.INCOMPLETE_DELETION);
  }

  private void refused(DeadLetterCode code, RawRecord raw) {
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> decoder.decode(raw))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("anna"));
  }

  private static DeletionEvent.Builder of(DeletionScope scope) {
    return deletion().setScope(scope).setSubject(null);
  }

  private static DeletionEvent.Builder ofExamples(String... ids) {
    return deletion().setScope(DeletionScope.EXAMPLES).setExampleIds(List.of(ids));
  }

  private static Deletion only(List<Deletion> parts) {
    assertThat(parts).hasSize(1);
    return parts.get(0);
  }
}

package io.ameles.model.request;

import static io.ameles.model.request.RequestRefusal.KEY_UNKNOWN;
import static io.ameles.model.request.RequestRefusal.LEGAL_HOLD_SCOPE;
import static io.ameles.model.request.RequestRefusal.NOT_ALLOWED;
import static io.ameles.model.request.RequestRefusal.SIGNATURE_INVALID;
import static io.ameles.model.request.RequestRefusal.SIGNATURE_REQUIRED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.sign.SigningKey;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.BulkPart;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.RequestAction;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestersTest {
  private static final String MODEL = "irises";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SigningKey DESK = SigningKey.generate(RANDOM);
  private static final SigningKey TENANT = SigningKey.generate(RANDOM);
  private static final SigningKey STRANGER = SigningKey.generate(RANDOM);
  private static final Set<RequestRight> ALL = EnumSet.allOf(RequestRight.class);

  private final Requesters strict = requesters(true);
  private final Requesters lenient = requesters(false);

  @BeforeAll
  static void establishGuards() {
    AvroGuards.establish();
  }

  private static Requesters requesters(boolean signed) {
    return new Requesters(
        signed,
        List.of(
            new Requester("desk", DESK.publicKey(), ALL, ""),
            new Requester("tenant", TENANT.publicKey(), ALL, "tenant-a/")));
  }

  @Test
  void whoSignedIsKnownByName() {
    Requesters.Finding finding = strict.examine(MODEL, signed(DESK, ofSubject("anna")));

    assertThat(finding).isEqualTo(new Requesters.Finding("desk", null));
    assertThat(finding.problem()).isEmpty();
  }

  @Test
  void everythingThatIsSetIsSigned() {
    DeletionEvent full =
        ofSubject("anna")
            .setExampleIds(List.of("1", "2"))
            .setLabel("cat")
            .setTask("zoo")
            .setBulk(new BulkPart("b", 1, 2))
            .setRegulation("gdpr")
            .setReceivedAt(Instant.ofEpochMilli(5))
            .build();
    DeletionEvent signed = signed(DESK, full);

    assertThat(problem(strict, signed)).isNull();
    assertThat(
            List.of(
                DeletionEvent.newBuilder(signed).setRequestId("other"),
                DeletionEvent.newBuilder(signed).setScope(DeletionScope.EXAMPLES),
                DeletionEvent.newBuilder(signed).setSubject("bert"),
                DeletionEvent.newBuilder(signed).setSubject(null),
                DeletionEvent.newBuilder(signed).setExampleIds(List.of("2", "1")),
                DeletionEvent.newBuilder(signed).setLabel("dog"),
                DeletionEvent.newBuilder(signed).setTask(null),
                DeletionEvent.newBuilder(signed).setRequestedAt(Instant.ofEpochMilli(1)),
                DeletionEvent.newBuilder(signed).setPermanent(true),
                DeletionEvent.newBuilder(signed).setAction(RequestAction.CONFIRM),
                DeletionEvent.newBuilder(signed).setSubjects(List.of("carl")),
                DeletionEvent.newBuilder(signed).setBulk(new BulkPart("b", 2, 2)),
                DeletionEvent.newBuilder(signed).setBulk(null),
                DeletionEvent.newBuilder(signed).setRegulation("ccpa"),
                DeletionEvent.newBuilder(signed).setReceivedAt(null)))
        .allSatisfy(
            changed -> assertThat(problem(strict, changed.build())).isEqualTo(SIGNATURE_INVALID));
  }

  @Test
  void signatureForAnotherModelIsInvalid() {
    assertThat(strict.examine("tulips", signed(DESK, ofSubject("anna"))).refusal())
        .isEqualTo(SIGNATURE_INVALID);
  }

  @Test
  void whatWasNotSignedByAKnownKeyHasNoRequester() {
    assertThat(strict.examine(MODEL, signed(STRANGER, ofSubject("anna"))))
        .isEqualTo(new Requesters.Finding("", KEY_UNKNOWN));
    DeletionEvent forged = withHeaderOf(DESK, signed(STRANGER, ofSubject("anna")));
    assertThat(strict.examine(MODEL, forged))
        .isEqualTo(new Requesters.Finding("", SIGNATURE_INVALID));
  }

  /** Says that the desk signed it. */
  private static DeletionEvent withHeaderOf(SigningKey key, DeletionEvent event) {
    String header = signed(key, ofSubject("anna")).getSignature().split("\\.", -1)[0];
    String signature = event.getSignature().split("\\.", -1)[2];
    return DeletionEvent.newBuilder(event).setSignature(header + ".." + signature).build();
  }

  @Test
  void unsignedRequestsAreRefusedWhereSignaturesAreRequired() {
    assertThat(problem(strict, ofSubject("anna").build())).isEqualTo(SIGNATURE_REQUIRED);
    assertThat(problem(lenient, ofSubject("anna").build())).isNull();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FORGET")
  void unsignedRequestsHaveNoRightBeyondForgetting(RequestAction action) {
    DeletionEvent event = ofSubject("anna").setAction(action).build();

    assertThat(problem(lenient, event)).isEqualTo(NOT_ALLOWED);
    assertThat(problem(Requesters.NONE, event)).isEqualTo(NOT_ALLOWED);
  }

  @Test
  void wrongSignatureIsRefusedEvenWhereNoneIsRequired() {
    assertThat(problem(lenient, signed(STRANGER, ofSubject("anna")))).isEqualTo(KEY_UNKNOWN);
    assertThat(problem(Requesters.NONE, signed(DESK, ofSubject("anna")))).isEqualTo(KEY_UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "...",
        "a..b",
        "e30..AA",
        "bm90IGpzb24..AA",
        "W1td..AA",
        "bnVsbA..AA",
        "%%%..%%%",
      })
  void garbageForASignatureIsInvalid(String garbage) {
    assertThat(problem(strict, ofSubject("anna").setSignature(garbage).build()))
        .isEqualTo(SIGNATURE_INVALID);
  }

  @Test
  void signatureIsTakenInOneFormOnly() {
    DeletionEvent signed = signed(DESK, ofSubject("anna"));
    String[] parts = signed.getSignature().split("\\.", -1);
    String payload = encode(RequestStatement.of(MODEL, signed));
    String keyId = DESK.publicKey().keyId();

    assertThat(
            List.of(
                parts[0] + "." + payload + "." + parts[2], // not detached
                parts[0] + ".." + parts[2] + "=", // padded
                parts[0] + ".." + parts[2] + "A",
                parts[0] + ".." + parts[2].substring(1),
                parts[0] + "..",
                header("{\"alg\":\"none\",\"kid\":\"%s\",\"typ\":\"ameles-request\"}", keyId)
                    + "..",
                header("{\"alg\":\"none\",\"kid\":\"%s\",\"typ\":\"ameles-request\"}", keyId)
                    + ".."
                    + parts[2],
                header("{\"alg\":\"EdDSA\",\"kid\":\"%s\",\"typ\":\"ameles-receipt\"}", keyId)
                    + ".."
                    + parts[2],
                header(
                        "{\"alg\":\"EdDSA\",\"kid\":\"%s\",\"typ\":\"ameles-request\",\"b64\":false}",
                        keyId)
                    + ".."
                    + parts[2],
                header("{\"kid\":\"%s\",\"alg\":\"EdDSA\",\"typ\":\"ameles-request\"}", keyId)
                    + ".."
                    + parts[2],
                "A".repeat(100_000)))
        .allSatisfy(
            forged ->
                assertThat(
                        problem(
                            strict, DeletionEvent.newBuilder(signed).setSignature(forged).build()))
                    .isEqualTo(SIGNATURE_INVALID));
  }

  private static String header(String json, String keyId) {
    return encode(json.formatted(keyId).getBytes(UTF_8));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Test
  void everySignatureOfOneBitMoreOrLessIsInvalid() {
    DeletionEvent signed = signed(DESK, ofSubject("anna"));
    String[] parts = signed.getSignature().split("\\.", -1);
    byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
    for (int bit = 0; bit < signature.length * Byte.SIZE; bit++) {
      byte[] flipped = signature.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      DeletionEvent forged =
          DeletionEvent.newBuilder(signed).setSignature(parts[0] + ".." + encode(flipped)).build();
      assertThat(problem(strict, forged)).as("bit %d", bit).isEqualTo(SIGNATURE_INVALID);
    }
  }

  @Test
  void nothingIsDoneWithoutTheRight() {
    for (RequestAction action : RequestAction.values()) {
      for (RequestRight right : RequestRight.values()) {
        Requesters only =
            new Requesters(
                true, List.of(new Requester("one", DESK.publicKey(), EnumSet.of(right), "")));
        DeletionEvent event = signed(DESK, ofSubject("anna").setAction(action));
        assertThat(problem(only, event))
            .isEqualTo(RequestRight.of(action) == right ? null : NOT_ALLOWED);
      }
    }
  }

  @Test
  void tenantNamesHisOwnSubjectsOnly() {
    assertThat(tenantAsks(ofSubject("tenant-a/anna"))).isNull();
    assertThat(tenantAsks(ofSubjects("tenant-a/anna", "tenant-a/bert"))).isNull();
    assertThat(tenantAsks(ofExamples("tenant-a/anna"))).isNull();

    assertThat(tenantAsks(ofSubject("tenant-b/anna"))).isEqualTo(NOT_ALLOWED);
    assertThat(tenantAsks(ofSubject("tenant-a"))).isEqualTo(NOT_ALLOWED);
    assertThat(tenantAsks(ofSubjects("tenant-a/anna", "tenant-b/bert"))).isEqualTo(NOT_ALLOWED);
    assertThat(tenantAsks(ofExamples("tenant-b/anna"))).isEqualTo(NOT_ALLOWED);
    assertThat(tenantAsks(ofExamples(null))).isEqualTo(NOT_ALLOWED);
    assertThat(tenantAsks(of(DeletionScope.LABEL).setLabel("tenant-a/cat"))).isEqualTo(NOT_ALLOWED);
    assertThat(tenantAsks(of(DeletionScope.TASK).setTask("zoo").setSubject("tenant-a/anna")))
        .isEqualTo(NOT_ALLOWED);
  }

  private @Nullable RequestRefusal tenantAsks(DeletionEvent.Builder event) {
    return problem(strict, signed(TENANT, event));
  }

  @Test
  void legalHoldNamesOneThing() {
    DeletionEvent.Builder[] holdable = {
      ofSubject("anna"),
      of(DeletionScope.LABEL).setLabel("cat"),
      of(DeletionScope.TASK).setTask("zoo")
    };
    DeletionEvent.Builder[] others = {
      ofSubjects("anna", "bert"),
      ofSubject("anna").setBulk(new BulkPart("b", 1, 1)),
      ofExamples("anna"),
      ofExamples(null)
    };

    assertThat(holdable).allSatisfy(event -> assertThat(problem(strict, holding(event))).isNull());
    assertThat(others)
        .allSatisfy(
            event -> assertThat(problem(strict, holding(event))).isEqualTo(LEGAL_HOLD_SCOPE));
  }

  private static DeletionEvent holding(DeletionEvent.Builder event) {
    return signed(DESK, event.setAction(RequestAction.PLACE_LEGAL_HOLD));
  }

  @Test
  void statementIsWhatTheDocumentationSays() {
    DeletionEvent event =
        ofSubjects("anna", "bert").setBulk(new BulkPart("b", 1, 2)).setRegulation("gdpr").build();

    assertThat(new String(RequestStatement.of(MODEL, event), UTF_8))
        .isEqualTo(
            "{\"action\":\"FORGET\",\"bulk\":{\"count\":2,\"id\":\"b\",\"index\":1},"
                + "\"format\":\"ameles-request/1\",\"model\":\"irises\",\"permanent\":false,"
                + "\"regulation\":\"gdpr\",\"requestId\":\"r\","
                + "\"requestedAt\":\"2026-01-02T03:04:05.600Z\",\"scope\":\"SUBJECT\","
                + "\"subjects\":[\"anna\",\"bert\"]}");
  }

  /** The key is that of RFC 8037, appendix A; the signature was made by OpenSSL. */
  @Test
  void signatureIsWhatTheDocumentationSays() {
    SigningKey key =
        SigningKey.parse(
            new HashMap<>(
                Map.of(
                    "kty", "OKP",
                    "crv", "Ed25519",
                    "d", "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
                    "x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")),
            "RFC 8037");
    DeletionEvent event =
        of(DeletionScope.SUBJECT)
            .setRequestId("r1")
            .setSubject("anna")
            .setRequestedAt(Instant.parse("2026-01-02T00:00:00Z"))
            .build();

    assertThat(signed(key, event).getSignature())
        .isEqualTo(
            "eyJhbGciOiJFZERTQSIsImtpZCI6ImtQcktfcW14VldhWVZBOXd3QkY2SXVvM3ZWeno3VHhIQ1R3WEJ5Z3JT"
                + "NGsiLCJ0eXAiOiJhbWVsZXMtcmVxdWVzdCJ9..93uSFxOCtOPblubGgaFmtj3wT6HxaKOZGC7nfn_UOoD9"
                + "iWH-DKx4MhPwYEgnTh5FlwDhgcscz2WzMxAb_Qd5Aw");
  }

  @Test
  void outermostTimesHaveAStatement() {
    for (long millis : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
      DeletionEvent event =
          signed(DESK, ofSubject("anna").setRequestedAt(Instant.ofEpochMilli(millis)));
      assertThat(problem(strict, event)).isNull();
    }
  }

  @Test
  void requestWithHalfACharacterCannotHaveBeenSigned() {
    DeletionEvent whole = signed(DESK, ofSubject("anna"));
    DeletionEvent half = DeletionEvent.newBuilder(whole).setSubject("\ud83d").build();

    assertThat(problem(strict, half)).isEqualTo(SIGNATURE_INVALID);
  }

  private static @Nullable RequestRefusal problem(Requesters requesters, DeletionEvent event) {
    return requesters.examine(MODEL, event).refusal();
  }

  private static DeletionEvent signed(SigningKey key, DeletionEvent.Builder event) {
    return signed(key, event.build());
  }

  private static DeletionEvent signed(SigningKey key, DeletionEvent event) {
    return new RequestSigner(MODEL, key.signer()).sign(event);
  }

  private static DeletionEvent.Builder of(DeletionScope scope) {
    return DeletionEvent.newBuilder()
        .setRequestId("r")
        .setScope(scope)
        .setRequestedAt(Instant.parse("2026-01-02T03:04:05.600Z"));
  }

  private static DeletionEvent.Builder ofSubject(String subject) {
    return of(DeletionScope.SUBJECT).setSubject(subject);
  }

  private static DeletionEvent.Builder ofSubjects(String... subjects) {
    return of(DeletionScope.SUBJECT).setSubjects(List.of(subjects));
  }

  private static DeletionEvent.Builder ofExamples(@Nullable String subject) {
    return of(DeletionScope.EXAMPLES).setSubject(subject).setExampleIds(List.of("1"));
  }
}

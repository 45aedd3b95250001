package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.client.EventSender;
import io.ameles.model.request.RequestSigner;
import io.ameles.model.sign.KeyFile;
import io.ameles.model.sign.SigningKey;
import io.ameles.model.version.Manifest;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.RequestAction;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everybody who wants to do harm with a deletion, on a real broker and a real cluster: nothing
 * happens to the model but what somebody who may has asked for, and every request has its answer.
 */
class GuardrailsITCase {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant OCCURRED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant ASKED = Instant.parse("2026-02-01T00:00:00Z");
  private static final int SUBJECTS = 30;
  private static final int EXAMPLES = 4;
  private static final int LABELS = 5;

  private static final String RULES =
      """
      learners: [nearest-mean, ridge, softmax]
      requests:
        signed: true
        requesters:
          - {name: desk, key-file: desk.jwk, may: [forget]}
          - {name: boss, key-file: boss.jwk, may: [forget, confirm, extend, legal-hold]}
          - {name: tenant, key-file: tenant.jwk, may: [forget], subjects: "a/"}
          - {name: bot, key-file: bot.jwk, may: [forget]}
        rate-limit: {requests: 300, per: P36500D}
        guard: {max-share: 0.0, floor: 10}
      """;

  @RegisterExtension static final EmbeddedKafkaBinding KAFKA = new EmbeddedKafkaBinding();

  @TempDir private Path folder;

  private final Map<String, SigningKey> keys = new HashMap<>();

  @BeforeAll
  static void establishGuards() {
    AvroGuards.establish();
  }

  @Test
  void nothingIsForgottenButWhatSomebodyMayHaveForgotten() {
    makeKeys();
    Map<String, String> guarded = digests(afterAllThat());
    assertThat(guarded).isEqualTo(digests(neverLearned())).hasSize(2);
  }

  private Manifest afterAllThat() {
    try (JobRun run = new JobRun(KAFKA.broker(), "guard", folder, 2, RULES).start()) {
      run.send(new ArrayList<>(events()));
      run.awaitEverything();
      refusedForWhoAsks(run);
      heldForWhatItRemoves(run);
      keptByALegalHold(run);
      datesWithoutMeasure(run);
      Manifest before = run.awaitEverything();
      run.requireExact(before);
      assertThat(before.liveExamples()).isEqualTo(living(this::isLeftAtFirst).size());

      Path savepoint = run.flink().stopWithSavepoint(folder.resolve("savepoints"));
      run.stop();
      run.start(run.settings(), Optional.of(savepoint));
      decisions(run);
      run.flink().replaceTaskManager();
      burst(run);
      Manifest version = run.awaitEverything();
      run.requireExact(version);
      assertThat(run.receipts())
          .as("numbered without gaps")
          .extracting(DeletionReceipt::getSequence)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, run.receipts().size()).mapToObj(Long::valueOf).toList());
      return version;
    }
  }

  private void refusedForWhoAsks(JobRun run) {
    send(run, ofSubject("unsigned", "a/1").build());
    DeletionEvent signed = ofSubject("forged", "a/1").build();
    send(run, DeletionEvent.newBuilder(by("desk", signed)).setSubject("a/2").build());
    send(
        run,
        new RequestSigner("another", key("desk").signer())
            .sign(ofSubject("replayed", "a/1").build()));
    send(
        run,
        new RequestSigner("test", SigningKey.generate(RANDOM).signer())
            .sign(ofSubject("stranger", "a/1").build()));
    send(run, by("tenant", ofSubject("foreign", "b/1").build()));
    send(run, by("tenant", of("label-of-tenant", DeletionScope.LABEL).setLabel("label-1").build()));
    send(run, by("desk", word(RequestAction.CONFIRM, ofSubject("no-right", "a/1"))));
    send(run, by("tenant", ofSubject("fine", "a/0").build()));

    expect(run, "unsigned", ReceiptStage.REFUSED, "SIGNATURE_REQUIRED");
    expect(run, "forged", ReceiptStage.REFUSED, "SIGNATURE_INVALID");
    expect(run, "replayed", ReceiptStage.REFUSED, "SIGNATURE_INVALID");
    expect(run, "stranger", ReceiptStage.REFUSED, "KEY_UNKNOWN");
    expect(run, "foreign", ReceiptStage.REFUSED, "NOT_ALLOWED");
    expect(run, "label-of-tenant", ReceiptStage.REFUSED, "NOT_ALLOWED");
    expect(run, "no-right", ReceiptStage.REFUSED, "NOT_ALLOWED");
    expect(run, "fine", ReceiptStage.APPLIED, "");
  }

  private void heldForWhatItRemoves(JobRun run) {
    for (int label = 0; label < LABELS; label++) {
      send(run, by("desk", ofLabel(label).build()));
    }
    send(run, by("desk", ofSubject("big", "big").build()));
    send(run, by("desk", several().build()));
    send(run, by("desk", several().build())); // once more, word for word

    for (int label = 0; label < LABELS; label++) {
      expect(run, "label-" + label, ReceiptStage.HELD, "CONFIRMATION_NEEDED");
    }
    expect(run, "big", ReceiptStage.HELD, "CONFIRMATION_NEEDED");
    expect(run, "several", ReceiptStage.HELD, "CONFIRMATION_NEEDED");
  }

  private void keptByALegalHold(JobRun run) {
    send(run, by("boss", word(RequestAction.PLACE_LEGAL_HOLD, ofSubject("hold", "b/3"))));
    expect(run, "hold", ReceiptStage.LEGAL_HOLD_PLACED, "");
    send(run, by("desk", ofSubject("kept", "b/3").build()));
    expect(run, "kept", ReceiptStage.REFUSED, "LEGAL_HOLD");
  }

  private void datesWithoutMeasure(JobRun run) {
    Instant ancient = Instant.ofEpochMilli(Long.MIN_VALUE);
    send(
        run,
        by(
            "desk",
            ofSubject("ancient", "a/5").setRequestedAt(ancient).setReceivedAt(ancient).build()));
    Instant future = Instant.ofEpochMilli(Long.MAX_VALUE);
    send(run, by("desk", ofSubject("future", "a/5").setRequestedAt(future).build()));
    send(run, by("desk", ofSubject("unreceived", "a/5").setReceivedAt(future).build()));
    expect(run, "ancient", ReceiptStage.APPLIED, "");
  }

  private void decisions(JobRun run) {
    send(run, by("boss", word(RequestAction.CONFIRM, ofSubject("big", "a/6")))); // something else
    send(run, by("boss", word(RequestAction.CONFIRM, ofLabel(1).setRequestId("label-9"))));
    send(run, word(RequestAction.CONFIRM, ofLabel(2))); // not signed
    send(run, by("boss", word(RequestAction.CONFIRM, ofLabel(0))));
    send(run, by("boss", word(RequestAction.CONFIRM, ofSubject("big", "big"))));
    send(run, by("boss", word(RequestAction.DECLINE, several())));
    send(run, by("boss", word(RequestAction.CONFIRM, several())));

    expect(run, "label-0", ReceiptStage.APPLIED, "");
    expect(run, "big", ReceiptStage.APPLIED, "");
    expect(run, "several", ReceiptStage.REFUSED, "NOTHING_PENDING");
    expect(run, "label-9", ReceiptStage.REFUSED, "NOTHING_PENDING");
    assertThat(stages(run, "label-2")).doesNotContain(ReceiptStage.APPLIED);
    DeletionReceipt applied = receipt(run, "label-0", ReceiptStage.APPLIED).orElseThrow();
    assertThat(applied.getRequester()).isEqualTo("desk");
    assertThat(applied.getConfirmedBy()).isEqualTo("boss");
  }

  /** Who asks for everybody at once gets as far as the limit lets him. */
  private void burst(JobRun run) {
    int requests = 1_000;
    for (int i = 0; i < requests; i++) {
      send(run, by("bot", ofSubject("burst-" + i, "nobody-" + i).build()));
    }
    run.sender().flush();
    JobRun.await(
        () ->
            run.receipts().stream()
                    .filter(receipt -> receipt.getRequester().equals("bot"))
                    .filter(
                        receipt ->
                            receipt.getStage() == ReceiptStage.APPLIED
                                || receipt.getStage() == ReceiptStage.REFUSED)
                    .count()
                == requests);
    assertThat(run.receipts())
        .filteredOn(receipt -> receipt.getStage() == ReceiptStage.REFUSED)
        .filteredOn(receipt -> receipt.getRequester().equals("bot"))
        .hasSize(requests - 300)
        .allSatisfy(
            receipt ->
                assertThat(receipt.getRefusals().get(0).getCode()).isEqualTo("RATE_LIMITED"));
  }

  /** The model of a job that never saw what was forgotten. */
  private Manifest neverLearned() {
    try (JobRun run =
        new JobRun(
                KAFKA.broker(),
                "never",
                folder.resolve("never"),
                1,
                "learners: [nearest-mean, ridge]")
            .start()) {
      run.send(new ArrayList<>(living(this::isLeftAtLast)));
      return run.awaitEverything();
    }
  }

  private static Map<String, String> digests(Manifest version) {
    return version.learners().stream()
        .filter(Manifest.Learner::additive)
        .collect(Collectors.toMap(Manifest.Learner::name, Manifest.Learner::stateDigest));
  }

  private boolean isLeftAtFirst(LabeledEvent event) {
    return !"a/0".equals(event.getSubject());
  }

  private boolean isLeftAtLast(LabeledEvent event) {
    return isLeftAtFirst(event)
        && !"big".equals(event.getSubject())
        && !"label-0".equals(event.getLabel());
  }

  private static List<LabeledEvent> living(Predicate<LabeledEvent> isLeft) {
    return events().stream().filter(isLeft).toList();
  }

  private static List<LabeledEvent> events() {
    List<LabeledEvent> events = new ArrayList<>();
    for (int subject = 0; subject < SUBJECTS; subject++) {
      for (int i = 0; i < EXAMPLES; i++) {
        events.add(event((subject % 2 == 0 ? "a/" : "b/") + subject / 2, i, subject + i));
      }
    }
    for (int i = 0; i < 40; i++) {
      events.add(event("big", i, 7 * i));
    }
    return events;
  }

  private static LabeledEvent event(String subject, int id, int seed) {
    float[] features = new float[StreamScenario.DIMENSION];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) Math.sin(seed * 31.0 + i * 17.0) + (i == seed % LABELS ? 2 : 0);
    }
    return LabeledEvent.newBuilder()
        .setId("example-" + id)
        .setSubject(subject)
        .setLabel("label-" + seed % LABELS)
        .setOccurredAt(OCCURRED.plusSeconds(seed))
        .setFeatures(EventSender.features(features))
        .build();
  }

  private void expect(JobRun run, String requestId, ReceiptStage stage, String code) {
    run.sender().flush();
    JobRun.await(() -> receipt(run, requestId, stage).isPresent());
    DeletionReceipt receipt = receipt(run, requestId, stage).orElseThrow();
    if (code.isEmpty()) {
      assertThat(receipt.getRefusals()).as(requestId).isEmpty();
    } else {
      assertThat(receipt.getRefusals())
          .as(requestId)
          .extracting(refusal -> refusal.getCode())
          .containsExactly(code);
    }
  }

  /** The newest of its kind. */
  private static Optional<DeletionReceipt> receipt(
      JobRun run, String requestId, ReceiptStage stage) {
    return run.receipts().stream()
        .filter(one -> one.getRequestId().equals(requestId) && one.getStage() == stage)
        .reduce((older, newer) -> newer);
  }

  private static Set<ReceiptStage> stages(JobRun run, String requestId) {
    return run.receipts().stream()
        .filter(one -> one.getRequestId().equals(requestId))
        .map(DeletionReceipt::getStage)
        .collect(Collectors.toSet());
  }

  private void send(JobRun run, DeletionEvent request) {
    run.sender().send(request);
  }

  private DeletionEvent by(String name, DeletionEvent request) {
    return new RequestSigner("test", key(name).signer()).sign(request);
  }

  private SigningKey key(String name) {
    return keys.computeIfAbsent(name, unused -> SigningKey.generate(RANDOM));
  }

  private void makeKeys() {
    for (String name : List.of("desk", "boss", "tenant", "bot")) {
      KeyFile.write(folder.resolve(name + ".jwk"), key(name).publicKey().members());
    }
  }

  private static DeletionEvent word(RequestAction action, DeletionEvent.Builder request) {
    return request.setAction(action).build();
  }

  private static DeletionEvent.Builder several() {
    return of("several", DeletionScope.SUBJECT).setSubjects(List.of("a/7", "b/7"));
  }

  private static DeletionEvent.Builder ofLabel(int label) {
    return of("label-" + label, DeletionScope.LABEL).setLabel("label-" + label);
  }

  private static DeletionEvent.Builder ofSubject(String requestId, String subject) {
    return of(requestId, DeletionScope.SUBJECT).setSubject(subject);
  }

  private static DeletionEvent.Builder of(String requestId, DeletionScope scope) {
    return DeletionEvent.newBuilder().setRequestId(requestId).setScope(scope).setRequestedAt(ASKED);
  }
}

package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ameles.client.EventSender;
import io.ameles.console.Console;
import io.ameles.console.ConsoleSettings;
import io.ameles.console.access.Right;
import io.ameles.console.access.Tokens;
import io.ameles.console.http.Listen;
import io.ameles.model.request.RequestSigner;
import io.ameles.model.serve.ServeSettings;
import io.ameles.model.sign.KeyFile;
import io.ameles.model.sign.SigningKey;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.RequestAction;
import io.ameles.stream.job.JobSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console's page in a real browser where requests are guarded: what is held, declined, refused
 * and kept, and what a page shows while the real broker is away. The desk asks by Kafka, and the
 * officer has the page.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestsBrowserITCase {
  @RegisterExtension static final EmbeddedKafkaBinding KAFKA = new EmbeddedKafkaBinding();

  private static final @Nullable String PICTURES = System.getProperty("console.pictures");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant OCCURRED = Instant.parse("2024-01-01T00:00:00Z");
  private static final Instant ASKED = Instant.parse("2024-02-01T00:00:00Z");
  private static final List<String> LABELS = List.of("cat", "dog", "fox", "owl");
  private static final int SUBJECTS = 20;
  private static final int EXAMPLES = 4;
  private static final int OF_BIG = 30;

  private final SigningKey desk = SigningKey.generate(RANDOM);
  private final SigningKey officer = SigningKey.generate(RANDOM);

  private @Nullable Browser started;
  private @Nullable JobRun job;
  private @Nullable Console console;
  private @Nullable Path officersKey;

  @BeforeAll
  void streamSomethingToDecideAbout(@TempDir Path folder) {
    AvroGuards.establish();
    started = Browser.start(folder.resolve("profile")).orElse(null);
    assumeTrue(started != null, "there is no chromium with chromedriver on the path");
    KeyFile.write(folder.resolve("desk.jwk"), desk.publicKey().members());
    KeyFile.write(folder.resolve("officer.jwk"), officer.publicKey().members());
    Path key = folder.resolve("officer.jwk.private");
    officer.write(key);
    officersKey = key;
    JobRun run = new JobRun(KAFKA.broker(), settings(folder)).start();
    job = run;
    List<Object> events = new ArrayList<>(events());
    run.send(events.subList(0, events.size() / 2));
    run.awaitEverything();
    run.send(events.subList(events.size() / 2, events.size()));
    run.awaitEverything();
    send(desk, ofLabel("confirm-me", "cat"));
    send(desk, ofLabel("decline-me", "dog"));
    send(desk, ofLabel("held-for-others", "owl"));
    send(desk, ofSubject("big-one", "big"));
    // As old as it is, its deadline would be over.
    send(officer, word(RequestAction.PLACE_LEGAL_HOLD, ofSubject("keep", subject(3))));
    run.requireReceipts(4);
    JobRun.await(() -> run.receipts().stream().anyMatch(one -> one.getRequestId().equals("keep")));
    console = Console.start(consoleSettings(Listen.local(0)));
  }

  private static JobSettings settings(Path folder) {
    return JobRun.settings(
        KAFKA.bootstrapServers(),
        "requests",
        folder,
        2,
        """
        learners: [nearest-mean]
        requests:
          signed: true
          requesters:
            - {name: desk, key-file: desk.jwk, may: [forget]}
            - {name: officer, key-file: officer.jwk, may: [forget, confirm, legal-hold]}
          guard: {max-share: 0.0, floor: 10}
        """);
  }

  private ConsoleSettings consoleSettings(Listen listen) {
    JobSettings settings = run().settings();
    return new ConsoleSettings(
        settings.model(),
        settings.topics(),
        settings.kafka(),
        settings.modelStore(),
        settings.device(),
        new ServeSettings(settings.predictions().learner(), settings.intake().encoder()),
        settings.receipts().keys().publicKeys(),
        officersKey,
        listen);
  }

  @AfterAll
  void stop() {
    if (started != null) {
      started.close();
    }
    if (console != null) {
      console.close();
    }
    if (job != null) {
      job.close();
    }
  }

  @BeforeEach
  void openThePage() {
    browser().preferColours("light");
    browser().open(address());
    browser().awaitText(".connection", "Live");
  }

  @AfterEach
  void nothingIsComplainedAbout() {
    browser().requireNoComplaints();
  }

  @Test
  void whatIsHeldIsConfirmedOnThePageAndEndsSealed() throws IOException {
    Browser browser = browser();
    browser.follow("#/deletions");
    browser.awaitText(row("confirm-me"), "Held");
    browser.awaitText(row("confirm-me"), "CONFIRMATION_NEEDED");
    browser.follow("#/deletions/confirm-me");
    browser.awaitText(".figures", "Held");
    browser.awaitText("main", "Why it is held");
    browser.awaitText("main", "label cat");
    picture("held");
    browser.click("button[value=CONFIRM]");
    browser.awaitText(".figures", "Sealed");
    browser.awaitText(".figures", "asked by desk, confirmed by officer");
    assertThat(browser.text(".columns.two")).doesNotContain("CONFIRMATION_NEEDED");
    assertThat(browser.all("button[value=CONFIRM]")).isEmpty();
    browser.follow("#/deletions");
    browser.awaitText(row("confirm-me"), "Sealed");
    assertThat(browser.text(row("confirm-me"))).doesNotContain("CONFIRMATION_NEEDED");
  }

  @Test
  void whatIsHeldIsDeclinedOnThePageAndEndsRefused() {
    Browser browser = browser();
    openRequest("decline-me");
    browser.await("button[value=DECLINE]");
    browser.click("button[value=DECLINE]");
    browser.awaitText(".figures", "Refused");
    browser.awaitText(".figures", "asked by desk, declined by officer");
    browser.awaitText("main", "DECLINED");
    browser.awaitText("main", "somebody who may decide declined it");
    assertThat(browser.all("button[value=CONFIRM]")).isEmpty();
    assertThat(browser.text(".figures")).contains("0\nlive examples");
  }

  @Test
  void aSubjectIsConfirmedByNamingItOnceMore() {
    Browser browser = browser();
    openRequest("big-one");
    browser.awaitText(".figures", "Held");
    browser.awaitText(".figures", OF_BIG + "\nlive examples");
    browser.type("#confirm-0-subject", "somebody else");
    browser.click("button[value=CONFIRM]");
    browser.awaitText("main", "NOTHING_PENDING");
    browser.awaitText(".figures", "Held");
    browser.run("document.querySelector('#confirm-0-subject').value = ''");
    browser.type("#confirm-0-subject", "big");
    browser.click("button[value=CONFIRM]");
    browser.awaitText(".figures", "Sealed");
    browser.awaitText(".figures", OF_BIG + "\nlive examples");
    assertThat(browser.text("body")).doesNotContain("somebody else");
  }

  @Test
  void whoAskedCannotConfirmAndThePageSaysSo() {
    Browser browser = browser();
    browser.follow("#/deletions");
    browser.click("#issue");
    browser.click("input[value=LABEL]");
    browser.type("#field-label", "fox");
    browser.type("#field-requestId", "my-own");
    browser.click("#send-request");
    browser.awaitText("form", "Requested");
    openRequest("my-own");
    browser.await("button[value=CONFIRM]");
    browser.click("button[value=CONFIRM]");
    browser.awaitText("main", "SAME_PERSON");
    browser.awaitText(".figures", "Held");
    assertThat(browser.all("button[value=DECLINE]")).as("somebody else still can").isNotEmpty();
  }

  @Test
  void whatIsUnderLegalHoldIsKeptAndTheHoldItselfIsNeverDue() throws IOException {
    send(desk, ofSubject("touches", subject(3)));
    DeletionEvent.Builder both =
        of("both", DeletionScope.SUBJECT).setSubjects(List.of(subject(3), subject(4)));
    send(desk, both);
    Browser browser = browser();
    browser.follow("#/deletions");
    browser.awaitText(row("keep"), "Legal hold placed");
    browser.awaitText(row("touches"), "Refused");
    browser.awaitText(row("touches"), "LEGAL_HOLD");
    assertThat(browser.text(row("keep")))
        .contains("no clock")
        .doesNotContainIgnoringCase("overdue")
        .doesNotContain(" ago\n");
    assertThat(browser.all(row("keep") + ".pending, " + row("keep") + " .clock")).isEmpty();
    picture("legal-hold");

    browser.follow("#/deletions/keep");
    browser.awaitText(".figures", "Legal hold placed");
    browser.awaitText(".figures", "no clock");
    browser.awaitText(".statement[open]", "legal hold placed");
    assertThat(browser.text("main")).doesNotContainIgnoringCase("overdue");
    browser.follow("#/deletions/touches");
    browser.awaitText(".figures", "Refused");
    browser.awaitText("main", "A legal hold says that this must be kept");

    openRequest("both");
    browser.awaitText("main", "several subjects");
    assertThat(browser.all("button[value=CONFIRM]")).as("it cannot name them").isEmpty();
    send(officer, word(RequestAction.CONFIRM, both));
    browser.awaitText(".figures", "Sealed, in part");
    browser.awaitText("main", "LEGAL_HOLD");
    browser.awaitText(".figures", EXAMPLES + "\nlive examples");
    browser.follow("#/overview");
    browser.await(".figures");
    assertThat(browser.text("main")).doesNotContain("keep");
  }

  @Test
  void whoMayOnlyReadIsShownNoFormThatWouldFail(@TempDir Path folder) throws IOException {
    String token = Tokens.create(RANDOM);
    Path tokens = folder.resolve("tokens");
    Files.writeString(tokens, Tokens.line("reader", Set.of(Right.READ), token));
    Listen listen = new Listen(Listen.LOOPBACK, 0, Set.of(), tokens, null, null);
    Browser browser = browser();
    try (Console guarded = Console.start(consoleSettings(listen))) {
      browser.open(guarded.uri().toString());
      browser.type("#token", token);
      browser.click(".sign-in button");
      browser.awaitText(".connection", "Live");
      browser.follow("#/deletions");
      browser.awaitText(row("held-for-others"), "Held");
      browser.awaitText("main", "the right forget is missing");
      assertThat(browser.all("form, #issue")).isEmpty();
      browser.click("#verify");
      browser.awaitText("#verdict", "VERIFIED");
      browser.follow("#/deletions/held-for-others");
      browser.awaitText(".figures", "Held");
      browser.awaitText("main", "second person");
      assertThat(browser.all("form, [value=CONFIRM], [value=DECLINE]")).isEmpty();
      browser.click("#sign-out");
      browser.await("#token");
      browser.open(address());
      browser.awaitText(".connection", "Live");
    }
    // The browser itself notes every answer that asks for a token.
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("401"));
  }

  @Test
  void withoutKafkaThePageKeepsWhatItHasAndComesBackByItself() throws IOException {
    send(desk, ofSubject("before", subject(5)));
    Browser browser = browser();
    browser.follow("#/deletions");
    browser.awaitText(row("before"), "Sealed");
    browser.run("window.loadedOnce = true");
    KAFKA.broker().stop();
    try {
      browser.awaitText(".banner", "Kafka cannot be reached");
      browser.awaitText(".connection", "No news from Kafka");
      assertThat(browser.text(row("before"))).contains("Sealed");
      picture("without-kafka");
      browser.follow("#/overview");
      browser.awaitText("main .figures", "Live examples");
      browser.await(".chart canvas");
      browser.awaitText(".figures", "Live examples");
      browser.follow("#/deletions");
      browser.awaitText(row("before"), "Sealed");
    } finally {
      KAFKA.broker().start();
    }
    JobRun.await(() -> browser.all(".banner").isEmpty());
    browser.awaitText(".connection", "Live");
    send(desk, ofSubject("after", subject(6)));
    browser.awaitText(row("after"), "Sealed");
    browser.follow("#/deletions/after");
    browser.awaitText(".statement[open]", "sealed");
    assertThat(browser.run("return window.loadedOnce")).as("without a reload").isEqualTo(true);
  }

  /** By its row: before there is a receipt, the server says that it is not found. */
  private void openRequest(String requestId) {
    browser().follow("#/deletions");
    browser().await(row(requestId));
    browser().follow("#/deletions/" + requestId);
    browser().awaitText("h1", requestId);
  }

  private static String row(String requestId) {
    return "tbody tr:has(a[href='#/deletions/%s'])".formatted(requestId);
  }

  private void send(SigningKey key, DeletionEvent.Builder request) {
    run().sender().send(new RequestSigner("test", key.signer()).sign(request.build()));
    run().sender().flush();
  }

  private static DeletionEvent.Builder word(RequestAction action, DeletionEvent.Builder request) {
    return DeletionEvent.newBuilder(request).setAction(action);
  }

  private static DeletionEvent.Builder ofLabel(String requestId, String label) {
    return of(requestId, DeletionScope.LABEL).setLabel(label);
  }

  private static DeletionEvent.Builder ofSubject(String requestId, String subject) {
    return of(requestId, DeletionScope.SUBJECT).setSubject(subject);
  }

  private static DeletionEvent.Builder of(String requestId, DeletionScope scope) {
    return DeletionEvent.newBuilder()
        .setRequestId(requestId)
        .setScope(scope)
        .setRequestedAt(ASKED)
        .setReceivedAt(ASKED);
  }

  private static List<LabeledEvent> events() {
    List<LabeledEvent> events = new ArrayList<>();
    for (int subject = 0; subject < SUBJECTS; subject++) {
      for (int i = 0; i < EXAMPLES; i++) {
        events.add(event(subject(subject), i, subject + i));
      }
    }
    for (int i = 0; i < OF_BIG; i++) {
      events.add(event("big", i, i));
    }
    return events;
  }

  private static String subject(int number) {
    return "subject-" + number;
  }

  /** Of the label "elk", and not of one that is deleted whole, so that counts stay. */
  private static LabeledEvent event(String subject, int id, int seed) {
    String label = subject.equals("big") || id < EXAMPLES - 1 ? "elk" : LABELS.get(seed % 4);
    float[] features = new float[StreamScenario.DIMENSION];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) Math.sin(seed * 31.0 + i * 17.0);
    }
    return LabeledEvent.newBuilder()
        .setId("example-" + id)
        .setSubject(subject)
        .setLabel(label)
        .setOccurredAt(OCCURRED.plusSeconds(seed))
        .setFeatures(EventSender.features(features))
        .build();
  }

  private void picture(String name) throws IOException {
    if (PICTURES != null) {
      Files.write(Path.of(PICTURES).resolve(name + ".png"), browser().screenshot());
    }
  }

  private JobRun run() {
    return Objects.requireNonNull(job);
  }

  private Browser browser() {
    return Objects.requireNonNull(started);
  }

  private String address() {
    return Objects.requireNonNull(console).uri().toString();
  }
}

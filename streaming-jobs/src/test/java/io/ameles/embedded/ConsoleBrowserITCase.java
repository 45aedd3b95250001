package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ameles.console.Console;
import io.ameles.console.ConsoleSettings;
import io.ameles.console.access.Right;
import io.ameles.console.access.Tokens;
import io.ameles.console.http.Listen;
import io.ameles.model.serve.ServeSettings;
import io.ameles.stream.job.JobSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
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
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The console's page in a real browser, on what a real job wrote to a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleBrowserITCase {
  @RegisterExtension static final EmbeddedKafkaBinding KAFKA = new EmbeddedKafkaBinding();

  /** If set, a folder that pictures of the page are put into. */
  private static final @Nullable String PICTURES = System.getProperty("console.pictures");

  private @Nullable Browser started;
  private @Nullable JobRun job;
  private @Nullable Console console;

  @BeforeAll
  void streamSomethingToLookAt(@TempDir Path folder) {
    started = Browser.start(folder.resolve("profile")).orElse(null);
    assumeTrue(started != null, "there is no chromium with chromedriver on the path");
    JobRun run = new JobRun(KAFKA.broker(), settings(folder)).start();
    job = run;
    for (List<Object> part : AnimalStream.parts()) {
      run.send(part);
      run.awaitEverything();
    }
    console = Console.start(consoleSettings(run.settings(), Listen.local(0)));
  }

  private static JobSettings settings(Path folder) {
    return JobRun.settings(
        KAFKA.bootstrapServers(),
        "page",
        folder,
        2,
        AnimalStream.DIMENSION,
        "learners: [nearest-mean, ridge]",
        "evaluate: {window: 200}");
  }

  private static ConsoleSettings consoleSettings(JobSettings job, Listen listen) {
    return new ConsoleSettings(
        job.model(),
        job.topics(),
        job.kafka(),
        job.modelStore(),
        job.device(),
        new ServeSettings(job.predictions().learner(), job.intake().encoder()),
        job.receipts().keys().publicKeys(),
        null,
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
    browser().await("h1");
    browser().awaitText(".connection", "Live");
  }

  @AfterEach
  void nothingIsComplainedAbout() {
    browser().requireNoComplaints();
  }

  @Test
  void everyViewShowsWhatTheJobWrote(TestReporter reporter) throws IOException {
    Browser browser = browser();
    browser.await(".chart canvas");
    reporter.publishEntry("page interactive after", browser.timeToInteractive() + "");
    browser.awaitText(".figures", "Live examples");
    browser.awaitText(".legend", "nearest-mean");
    browser.awaitText(".legend", "ridge");
    browser.awaitText(".feed", "removed");
    picture("overview");

    browser.follow("#/drift");
    browser.await(".lane.deletion .mark");
    browser.await(".lane.alarm .mark");
    browser.awaitText("main", "page hinkley");
    picture("drift");

    browser.follow("#/deletions");
    browser.awaitText("table", "ask-one");
    browser.awaitText("table", "Sealed");
    picture("deletions");
    browser.follow("#/deletions/ask-label");
    browser.awaitText(".statement[open]", "sealed");
    browser.awaitText("main", "Out of this service");
    assertThat(browser.all(".statement").size()).isGreaterThanOrEqualTo(3);

    browser.follow("#/dead-letters");
    browser.awaitText("table", "WRONG_DIMENSION");
    browser.awaitText("table", "intake.dimension");

    browser.follow("#/versions");
    browser.awaitText("table", "current");
    browser.await("table a").click();
    browser.awaitText(".tree", "live examples");

    browser.follow("#/learners");
    browser.awaitText(".comparison", "exact");
    browser.awaitText(".comparison tbody tr:nth-child(2)", "Accuracy, latest examples");
    browser.awaitText(".comparison tbody tr:nth-child(2)", "%");
    assertThat(browser.all(".comparison thead th")).hasSize(2);
  }

  @Test
  void forgettingIsATableThatSetsApartWhatWasAsked() throws IOException {
    Browser browser = browser();
    browser.follow("#/forgetting");
    browser.await("table.heat td.heat-cell");
    assertThat(browser.all("table.heat tbody tr")).hasSizeGreaterThanOrEqualTo(3);
    browser.awaitText("main", "Intended forgetting");
    browser.awaitText("#panel-intended", "Intended");
    picture("forgetting");
  }

  @Test
  void everythingCanBeReachedByKeyboard() {
    Browser browser = browser();
    browser.press(Keys.TAB);
    assertThat(browser.focused().getText()).isEqualTo("Skip to the content");
    browser.press(Keys.ENTER);
    assertThat(browser.focused().getDomAttribute("id")).isEqualTo("main");

    browser.run("document.querySelector('#nav a').focus()");
    for (int i = 0; i < 3; i++) {
      browser.press(Keys.TAB);
    }
    browser.press(Keys.ENTER);
    browser.awaitText("h1", "Deletions");
    assertThat(browser.focused().getTagName()).isEqualTo("h1");

    browser.follow("#/overview");
    browser.await(".chart canvas");
    browser.run("document.querySelector('.plot').focus()");
    browser.press(Keys.ARROW_LEFT);
    browser.awaitText(".chart .legend-note", ":");
  }

  @Test
  void coloursFollowTheSystemUnlessOneIsChosen() {
    Browser browser = browser();
    assertThat(lightness()).isGreaterThan(200);
    browser.preferColours("dark");
    assertThat(lightness()).isLessThan(60);
    browser.click("#theme option[value=light]");
    JobRun.await(() -> lightness() > 200);
    browser.open(address());
    browser.await("h1");
    assertThat(lightness()).isGreaterThan(200);
    browser.click("#theme option[value=system]");
    JobRun.await(() -> lightness() < 60);
  }

  /** Of the ground, 0 to 255. */
  private long lightness() {
    Object red =
        browser()
            .run(
                "return getComputedStyle(document.documentElement).backgroundColor"
                    + ".match(/[0-9.]+/g).map(Number)[0]");
    return ((Number) Objects.requireNonNull(red)).longValue();
  }

  @Test
  void whatLooksLikeMarkupIsText() {
    Browser browser = browser();
    for (String view : List.of("overview", "forgetting", "drift", "deletions", "versions")) {
      browser.follow("#/" + view);
      browser.await("main .view h1");
      browser.await("main .panel, main .empty");
    }
    browser.follow("#/deletions");
    browser.awaitText("table", AnimalStream.MARKUP);
    browser.follow("#/deletions/ask-label");
    browser.awaitText(".statement[open]", AnimalStream.MARKUP);
    assertThat(browser.all("img[src=x], main script")).isEmpty();
    assertThat(browser.run("return window.hacked ?? null")).isNull();
  }

  @Test
  void itFitsOnAPhone() {
    Browser browser = browser();
    browser.show(390, 844);
    for (String view :
        List.of(
            "overview",
            "forgetting",
            "drift",
            "deletions",
            "deletions/ask-label",
            "dead-letters",
            "versions",
            "learners")) {
      browser.follow("#/" + view);
      browser.await("main .view .panel");
      JobRun.await(() -> browser.all("[aria-busy]").isEmpty());
      assertThat(browser.run("return document.documentElement.scrollWidth"))
          .as(view)
          .isEqualTo(390L);
      assertThat(
              browser.run(
                  "const link = document.querySelector('#nav [aria-current]').getBoundingClientRect();"
                      + "return link.left >= 0 && link.right <= innerWidth"))
          .as("%s is seen in the navigation", view)
          .isEqualTo(true);
    }
    browser.follow("#/dead-letters");
    browser.awaitText("table", "WRONG_DIMENSION");
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('.rows td')]"
                    + ".every((cell) => cell.getBoundingClientRect().right <= innerWidth)"))
        .as("what to do is read without scrolling to the side")
        .isEqualTo(true);
    browser.showAll();
  }

  @Test
  void thePageComesBackWithItsServer() {
    Browser browser = browser();
    Console stopping = Objects.requireNonNull(console);
    int port = stopping.uri().getPort();
    stopping.close();
    browser.awaitText(".banner", "does not answer");
    assertThat(browser.text(".connection")).isEqualTo("Not connected");
    console = Console.start(consoleSettings(jobSettings(), Listen.local(port)));
    browser.awaitText(".connection", "Live");
    JobRun.await(() -> browser.all(".banner").isEmpty());
    browser.follow("#/versions");
    browser.awaitText("table", "current");
    // The browser itself notes every attempt that failed.
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("net::ERR_"));
  }

  @Test
  void aDeletionIssuedOnThePageEndsAsAVerifiedReceipt() {
    Browser browser = browser();
    browser.follow("#/deletions");
    browser.click("#issue");
    browser.type("#field-subject", "s-7");
    browser.type("#field-requestId", "from-the-page");
    browser.click("#send-request");
    browser.awaitText("form", "Requested");
    browser.await("tr a[href='#/deletions/from-the-page']");
    browser.click("tr a[href='#/deletions/from-the-page']");
    browser.awaitText("h1", "from-the-page");
    browser.awaitText(".figures", "Sealed");
    browser.awaitText("#panel-receipts", "Receipts");
    browser.click("#verify");
    browser.awaitText("#verdict", "VERIFIED");
    assertThat(browser.text("#verdict")).doesNotContain("NOT");
    assertThat(browser.text("body")).doesNotContain("s-7");
  }

  @Test
  void whoSignsOutSeesNothingUntilHeSignsInAgain(@TempDir Path folder) throws IOException {
    Browser browser = browser();
    assertThat(browser.all("#sign-out")).isEmpty();
    String token = Tokens.create(new SecureRandom());
    Path tokens = folder.resolve("tokens");
    Files.writeString(tokens, Tokens.line("reader", Set.of(Right.READ), token));
    Listen listen = new Listen(Listen.LOOPBACK, 0, Set.of(), tokens, null, null);
    try (Console guarded = Console.start(consoleSettings(jobSettings(), listen))) {
      browser.open(guarded.uri().toString());
      browser.awaitText("h1", "Sign in");
      browser.type("#token", token);
      browser.click(".sign-in button");
      browser.await("#sign-out");
      browser.awaitText(".connection", "Live");
      browser.open(guarded.uri().toString());
      browser.awaitText(".connection", "Live");
      browser.click("#sign-out");
      browser.awaitText("h1", "Sign in");
      assertThat(browser.text(".model")).isEmpty();
      assertThat(browser.all("#sign-out")).isEmpty();
      browser.open(guarded.uri().toString());
      browser.awaitText("h1", "Sign in");
      browser.open(address());
      browser.awaitText(".connection", "Live");
    }
    // The browser itself notes every answer that asks for a token.
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("401"));
  }

  private JobSettings jobSettings() {
    return Objects.requireNonNull(job).settings();
  }

  private void picture(String name) throws IOException {
    if (PICTURES != null) {
      Files.write(Path.of(PICTURES).resolve(name + ".png"), browser().screenshot());
    }
  }

  private Browser browser() {
    return Objects.requireNonNull(started);
  }

  private String address() {
    return Objects.requireNonNull(console).uri().toString();
  }
}

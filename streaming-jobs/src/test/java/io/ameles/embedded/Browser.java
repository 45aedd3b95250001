package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A Chromium without a window, and what a reader does with it. */
final class Browser implements AutoCloseable {
  private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "chrome");
  private static final List<String> ARGUMENTS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--hide-scrollbars");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Starts the one that is installed, with a profile of its own.
   *
   * @return none if there is no browser or no driver for it on the path
   */
  static Optional<Browser> start(Path profile) {
    Optional<Path> driver = find(List.of("chromedriver"));
    return find(BROWSERS).flatMap(binary -> driver.map(path -> start(binary, path, profile)));
  }

  private static Browser start(Path binary, Path driver, Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(binary.toFile());
    options.addArguments(ARGUMENTS);
    options.addArguments("--user-data-dir=" + profile);
    options.setCapability(ChromeOptions.LOGGING_PREFS, Map.of(LogType.BROWSER, "ALL"));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.toFile())
            .usingAnyFreePort()
            .build();
    Browser browser = new Browser(new ChromeDriver(service, options));
    browser.resize(1440, 900);
    return browser;
  }

  private static Optional<Path> find(List<String> names) {
    @Nullable String folders = System.getenv("PATH");
    return Stream.ofNullable(folders)
        .flatMap(all -> Arrays.stream(all.split(File.pathSeparator, -1)))
        .flatMap(folder -> names.stream().map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  void resize(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
  }

  /** Sets what is seen of a page, however narrow; a window has a least width. */
  void show(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** What is seen of a page is as large as the window again. */
  void showAll() {
    driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
  }

  /** Loads a page anew, whatever is shown. */
  void open(String address) {
    driver.get("about:blank");
    driver.get(address);
  }

  /** Follows a link of the page to itself. */
  void follow(String fragment) {
    driver.executeScript("location.hash = arguments[0]", fragment);
  }

  void preferColours(String scheme) {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** Waits until something matches. */
  WebElement await(String selector) {
    JobRun.await(() -> !all(selector).isEmpty(), () -> selector + " in: " + text("body"));
    return driver.findElement(By.cssSelector(selector));
  }

  /** Waits until what matches says this. */
  void awaitText(String selector, String text) {
    JobRun.await(
        () -> text(selector).contains(text),
        () -> "'%s' in %s, which says: %s".formatted(text, selector, text(selector)));
  }

  /** What is read where the selector matches first; empty if nothing matches. */
  String text(String selector) {
    Object text =
        driver.executeScript(
            "return document.querySelector(arguments[0])?.innerText ?? ''", selector);
    return String.valueOf(text);
  }

  void click(String selector) {
    JobRun.await(
        () -> {
          try {
            await(selector).click();
            return true;
          } catch (StaleElementReferenceException replaced) {
            return false;
          }
        });
  }

  void type(String selector, String text) {
    await(selector).sendKeys(text);
  }

  /** Presses keys where the focus is. */
  void press(CharSequence... keys) {
    focused().sendKeys(keys);
  }

  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  byte[] screenshot() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  /** What the page complained about since the last call. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::toString)
        .filter(entry -> entry.contains("[SEVERE]") || entry.contains("[WARNING]"))
        .toList();
  }

  void requireNoComplaints() {
    assertThat(complaints()).isEmpty();
  }

  /** How long the page took from the click until it could be used. */
  Duration timeToInteractive() {
    Object millis =
        driver.executeScript(
            "const mark = performance.getEntriesByName('ameles-interactive')[0];"
                + "return Math.round(mark.startTime)");
    return Duration.ofMillis(((Number) Objects.requireNonNull(millis)).longValue());
  }

  @Override
  public void close() {
    driver.quit();
  }
}

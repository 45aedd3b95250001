package io.ameles.benchmark;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A browser without a window that looks at the console's page. */
final class PageVisit implements AutoCloseable {
  private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "chrome");

  /** Resolves once the view is there, with the milliseconds since the link was followed. */
  private static final String FOLLOW =
      """
      const [fragment, selector, done] = arguments;
      const start = performance.now();
      location.hash = fragment;
      const look = () => {
        const shown = document.querySelector('#nav a[aria-current]')?.hash === fragment;
        if (shown && document.querySelector(selector) && !document.querySelector('main .loading')) {
          requestAnimationFrame(() => done(performance.now() - start));
        } else {
          requestAnimationFrame(look);
        }
      };
      requestAnimationFrame(look);
      """;

  /** Resolves with the longest task of the page's thread during so many milliseconds. */
  private static final String LONGEST_TASK =
      """
      const [millis, done] = arguments;
      let longest = 0;
      const observer = new PerformanceObserver(list => {
        for (const task of list.getEntries()) longest = Math.max(longest, task.duration);
      });
      observer.observe({entryTypes: ['longtask']});
      setTimeout(() => { observer.disconnect(); done(longest); }, millis);
      """;

  private static final String INTERACTIVE =
      "return performance.getEntriesByName('ameles-interactive')[0]?.startTime ?? -1";

  private static final String CHARTED =
      """
      const [done] = arguments;
      const look = () => document.querySelector('.chart canvas')
        ? done(performance.now()) : requestAnimationFrame(look);
      look();
      """;

  private final ChromeDriver driver;

  private PageVisit(ChromeDriver driver) {
    this.driver = driver;
  }

  /** One of the views, and what is only there when it is drawn. */
  record View(String fragment, String selector) {}

  /** Milliseconds from asking for the page until it can be used, and until it has drawn. */
  record Loading(double interactive, double charted) {}

  /** None if no chromium with its driver is on the path. */
  static Optional<PageVisit> start(Path profile) {
    return find(BROWSERS)
        .flatMap(
            binary -> find(List.of("chromedriver")).map(driver -> start(binary, driver, profile)));
  }

  private static PageVisit start(Path binary, Path driver, Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(binary.toFile());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + profile);
    ChromeDriver started =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.toFile())
                .usingAnyFreePort()
                .build(),
            options);
    started.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
    started.manage().window().setSize(new Dimension(1440, 900));
    return new PageVisit(started);
  }

  private static Optional<Path> find(List<String> names) {
    String folders = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(folders.split(File.pathSeparator, -1))
        .flatMap(folder -> names.stream().map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Loads the page with nothing kept from before. */
  Loading load(URI page) {
    driver.get("about:blank");
    driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
    driver.get(page + "#/overview");
    double charted = number(driver.executeAsyncScript(CHARTED));
    return new Loading(number(driver.executeScript(INTERACTIVE)), charted);
  }

  /** Milliseconds from following its link until the view is drawn. */
  double follow(View view) {
    return number(driver.executeAsyncScript(FOLLOW, view.fragment(), view.selector()));
  }

  /** Milliseconds of the longest task while the view is open; 0: none took 50 or more. */
  double longestTask(Duration span) {
    return number(driver.executeAsyncScript(LONGEST_TASK, span.toMillis()));
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  @Override
  public void close() {
    driver.quit();
  }
}

package io.ameles.console.answer;

import io.ameles.client.PredictionDesk;
import io.ameles.client.alert.Alert;
import io.ameles.console.picture.Picture;
import io.ameles.console.picture.Point;
import io.ameles.console.picture.Series;
import io.ameles.console.picture.SeriesBook;
import io.ameles.console.picture.SeriesKey;
import io.ameles.console.tail.Lookout;
import io.ameles.console.tail.Tail;
import io.ameles.console.tail.TopicState;
import io.ameles.model.version.Manifest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says how the model is. Thread-safe. */
public final class States {
  /** How many of the newest points the throughput is taken from. */
  private static final int POINTS = 6;

  private static final long STALE_MILLIS = 120_000;

  private final String model;
  private final Picture picture;
  private final Tail tail;
  private final Lookout lookout;
  private final VersionBook versions;
  private final PredictionDesk predictions;
  private final AlertWatch watch;
  private final Clock clock;

  /**
   * @param tail that fills {@code picture}
   * @param predictions who knows how far versions reflect deletions
   * @param watch which conditions hold
   */
  public States(
      String model,
      Picture picture,
      Tail tail,
      Lookout lookout,
      VersionBook versions,
      PredictionDesk predictions,
      AlertWatch watch,
      Clock clock) {
    this.model = model;
    this.picture = picture;
    this.tail = tail;
    this.lookout = lookout;
    this.versions = versions;
    this.predictions = predictions;
    this.watch = watch;
    this.clock = clock;
  }

  /**
   * As of now.
   *
   * @param rights of whoever asks
   */
  public StateAnswer now(List<String> rights) {
    Instant now = clock.instant();
    Optional<Manifest> current = lookout.current();
    StateAnswer.Kafka kafka = kafka();
    SortedMap<String, Long> lag = lookout.lag();
    // What reads files comes before the picture is held.
    StateAnswer.Version version = current.map(this::version).orElse(null);
    Map<String, Long> bytes =
        current
            .flatMap(manifest -> versions.version(manifest.epoch()))
            .map(VersionBook.Version::bytes)
            .orElse(Map.of());
    return picture.look(
        books ->
            new StateAnswer(
                model,
                Times.of(now),
                rights,
                version,
                current
                    .map(manifest -> learners(manifest, bytes, books.series()))
                    .orElse(List.of()),
                facts(books.series(), null),
                lag,
                throughput(books.series(), now),
                deletions(books.series()),
                alerts(books),
                kafka));
  }

  private StateAnswer.Kafka kafka() {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, TopicState> topic : tail.states().entrySet()) {
      if (!topic.getValue().reachable()) {
        problems.add("%s: %s".formatted(topic.getKey(), topic.getValue().problem()));
      }
    }
    if (problems.isEmpty() && !lookout.kafkaProblem().isEmpty()) {
      problems.add(lookout.kafkaProblem());
    }
    return new StateAnswer.Kafka(
        problems.isEmpty() ? "ok" : "unreachable", String.join("; ", problems));
  }

  private StateAnswer.Version version(Manifest manifest) {
    return new StateAnswer.Version(
        manifest.epoch(),
        manifest.createdAt(),
        manifest.liveExamples(),
        predictions
            .watermark()
            .flatMap(watermark -> watermark.of(manifest))
            .map(Times::of)
            .orElse(null));
  }

  private static List<StateAnswer.OfLearner> learners(
      Manifest manifest, Map<String, Long> bytes, SeriesBook series) {
    return manifest.learners().stream()
        .map(
            learner ->
                new StateAnswer.OfLearner(
                    learner.name(),
                    learner.type(),
                    VersionBook.guarantees(manifest, learner),
                    bytes.getOrDefault(learner.name(), -1L),
                    facts(series, learner.name())))
        .toList();
  }

  private static Map<String, @Nullable Double> facts(SeriesBook book, @Nullable String learner) {
    Map<String, @Nullable Double> facts = new TreeMap<>();
    for (SeriesKey key : book.keys()) {
      if (key.tag() == null && Objects.equals(key.learner(), learner)) {
        facts.put(key.name(), Numbers.orNull(book.newest(learner, key.name())));
      }
    }
    return facts;
  }

  /** Over the newest epochs; none if the newest is old. */
  private static double throughput(SeriesBook book, Instant now) {
    Series received = book.get(null, "events.received", null);
    if (received == null || now.toEpochMilli() - received.newest().millis() > STALE_MILLIS) {
      return 0;
    }
    List<Point> points = received.points();
    Point first = points.get(Math.max(0, points.size() - POINTS));
    Point last = points.get(points.size() - 1);
    double seconds = (last.millis() - first.millis()) / 1e3;
    return seconds > 0 ? Math.max(0, (last.value() - first.value()) / seconds) : 0;
  }

  private static StateAnswer.Alert alert(Alert alert) {
    return new StateAnswer.Alert(
        alert.rule().id(),
        alert.rule().severity().text(),
        Times.of(alert.since()),
        alert.message(),
        alert.rule().view());
  }

  private static StateAnswer.Deletions deletions(SeriesBook book) {
    return new StateAnswer.Deletions(
        deletion(book, "pending"),
        deletion(book, "held"),
        deletion(book, "at-risk"),
        deletion(book, "overdue"),
        deletion(book, "oldest-seconds"));
  }

  private static @Nullable Double deletion(SeriesBook book, String fact) {
    return Numbers.orNull(book.newest(null, "deletions." + fact));
  }

  private List<StateAnswer.Alert> alerts(Picture.Books books) {
    List<StateAnswer.Alert> alerts = new ArrayList<>();
    watch.alerts().forEach(alert -> alerts.add(alert(alert)));
    Map<String, String> own = new LinkedHashMap<>();
    if (books.series().leftOut() > 0) {
      own.put(
          "console.series-left-out",
          "There are more than %d series with a tag; %d facts of others are not shown."
              .formatted(SeriesBook.MOST, books.series().leftOut()));
    }
    books
        .tally()
        .broken()
        .forEach(
            (topic, count) ->
                own.put(
                    "console.broken." + topic,
                    "%d records of %s are not what belongs there and were skipped."
                        .formatted(count, topic)));
    if (!lookout.storeProblem().isEmpty()) {
      own.put("console.model-store", lookout.storeProblem());
    }
    own.forEach(
        (id, message) ->
            alerts.add(new StateAnswer.Alert(id, "warning", null, message, "overview")));
    return alerts;
  }
}

package io.ameles.console.answer;

import io.ameles.console.picture.DeadLetterBook;
import io.ameles.console.picture.Picture;
import io.ameles.console.picture.SeriesBook;
import io.ameles.console.picture.SeriesKey;
import io.ameles.console.tail.Lookout;
import io.ameles.console.tail.Tail;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that was measured, for Prometheus: the newest value of every fact, and how the console
 * itself is. As many samples as there are series at most.
 */
public final class Exposition {
  private static final String OWN = "ameles_console_";

  private final String model;
  private final Picture picture;
  private final Tail tail;
  private final Lookout lookout;

  /**
   * What only the server knows.
   *
   * @param listeners of live streams
   * @param dropped listeners that were too slow
   * @param answers by status
   */
  public record Server(int listeners, long dropped, Map<Integer, Long> answers) {}

  /**
   * @param tail that fills {@code picture}
   */
  public Exposition(String model, Picture picture, Tail tail, Lookout lookout) {
    this.model = model;
    this.picture = picture;
    this.tail = tail;
    this.lookout = lookout;
  }

  /** As of now. */
  public String text(Server server) {
    MetricsText text = new MetricsText();
    picture.look(
        books -> {
          facts(books.series(), text);
          own(books, text);
          return text;
        });
    surroundings(text);
    text.gauge(OWN + "listeners", "Live streams that are open.", Map.of(), server.listeners());
    text.counter(
        OWN + "listeners_dropped_total",
        "Live streams that were ended because they were not read in time.",
        Map.of(),
        server.dropped());
    server
        .answers()
        .forEach(
            (status, count) ->
                text.counter(
                    OWN + "http_answers_total",
                    "HTTP answers by status.",
                    Map.of("status", status.toString()),
                    count));
    return text.toString();
  }

  private void facts(SeriesBook book, MetricsText text) {
    for (String name : book.names()) {
      String help = "Fact %s, see docs/operations.md.".formatted(name);
      book.named(name)
          .forEach(
              (key, series) ->
                  text.gauge(MetricsText.name(name), help, labels(key), series.newest().value()));
    }
  }

  private Map<String, String> labels(SeriesKey key) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("model", model);
    String learner = key.learner();
    if (learner != null) {
      labels.put("learner", learner);
    }
    String tag = key.tag();
    if (tag != null) {
      labels.put("tag", tag);
    }
    return labels;
  }

  private static void own(Picture.Books books, MetricsText text) {
    text.counter(OWN + "facts_total", "Facts that were read.", Map.of(), books.series().facts());
    text.gauge(OWN + "series", "Series that are kept.", Map.of(), books.series().size());
    text.counter(
        OWN + "facts_left_out_total",
        "Facts of series that are not kept, because there are too many.",
        Map.of(),
        books.series().leftOut());
    text.counter(
        OWN + "foreign_records_total",
        "Records of another model.",
        Map.of(),
        books.tally().foreign());
    books
        .tally()
        .broken()
        .forEach(
            (topic, count) ->
                text.counter(
                    OWN + "broken_records_total",
                    "Records that are not what belongs on their topic.",
                    Map.of("topic", topic),
                    count));
    text.counter(
        OWN + "requests_total", "Requests with a receipt.", Map.of(), books.requests().total());
    for (DeadLetterBook.Count count : books.deadLetters().counts()) {
      Map<String, String> labels = new TreeMap<>();
      labels.put("code", count.code());
      labels.put("topic", count.topic());
      text.counter(OWN + "dead_letters_total", "Dead letters.", labels, count.count());
    }
  }

  private void surroundings(MetricsText text) {
    tail.states()
        .forEach(
            (topic, state) ->
                text.gauge(
                    OWN + "topic_up",
                    "Whether a topic can be read: 1 or 0.",
                    Map.of("topic", topic),
                    state.reachable() && lookout.kafkaProblem().isEmpty() ? 1 : 0));
    lookout
        .lag()
        .forEach(
            (topic, lag) ->
                text.gauge(
                    OWN + "lag_records",
                    "Records of an input that the current version does not reflect.",
                    Map.of("topic", topic),
                    lag));
    lookout
        .current()
        .ifPresent(
            version -> {
              text.gauge(
                  OWN + "version_epoch",
                  "Epoch of the current version.",
                  Map.of(),
                  version.epoch());
              text.gauge(
                  OWN + "version_created_seconds",
                  "When the current version was made, in seconds since 1970.",
                  Map.of(),
                  Instant.parse(version.createdAt()).toEpochMilli() / 1e3);
            });
  }
}

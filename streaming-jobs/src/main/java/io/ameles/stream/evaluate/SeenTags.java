package io.ameles.stream.evaluate;

import io.ameles.stream.decode.Arrival;
import io.ameles.stream.holdout.HoldoutFact;
import io.ameles.stream.holdout.Tag;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Which tasks and labels the examples of an epoch have, and how they were predicted, in one line
 * for each instead of one for each example.
 *
 * <p>NOT thread-safe.
 */
final class SeenTags {
  private final Map<Tag, HoldoutFact.Seen> seen = new HashMap<>();
  private final Map<Line, long[]> outcomes = new LinkedHashMap<>();

  private record Line(String learner, Tag tag) {}

  void add(Arrival arrival) {
    Tag tag = Tag.of(arrival.label(), arrival.task());
    long occurredAt = arrival.occurredAt();
    seen.merge(
        tag,
        new HoldoutFact.Seen(tag, occurredAt, occurredAt),
        (one, other) ->
            new HoldoutFact.Seen(
                tag, Math.min(one.since(), other.since()), Math.max(one.until(), other.until())));
  }

  void add(Score score) {
    if (score.scored() > 0) {
      Line line = new Line(score.learner(), Tag.of(score.label(), score.task()));
      long[] counts = outcomes.computeIfAbsent(line, first -> new long[2]);
      counts[0] += score.scored();
      counts[1] += score.correct();
    }
  }

  /** Reports the epoch and begins the next. */
  void closeEpoch(Consumer<HoldoutFact> report) {
    seen.values().forEach(report);
    outcomes.forEach(
        (line, counts) ->
            report.accept(
                new HoldoutFact.Outcome(line.learner(), line.tag(), counts[0], counts[1])));
    seen.clear();
    outcomes.clear();
  }
}

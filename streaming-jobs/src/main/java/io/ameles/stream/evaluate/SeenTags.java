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
  private final Map<Tag, Long> seen = new HashMap<>();
  private final Map<Line, long[]> outcomes = new LinkedHashMap<>();

  private record Line(String learner, Tag tag) {}

  void add(Arrival arrival) {
    seen.merge(Tag.of(arrival.label(), arrival.task()), arrival.occurredAt(), Math::min);
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
    seen.forEach((tag, since) -> report.accept(new HoldoutFact.Seen(tag, since)));
    outcomes.forEach(
        (line, counts) ->
            report.accept(
                new HoldoutFact.Outcome(line.learner(), line.tag(), counts[0], counts[1])));
    seen.clear();
    outcomes.clear();
  }
}

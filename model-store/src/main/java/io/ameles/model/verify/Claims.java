package io.ameles.model.verify;

import io.ameles.schema.ExampleUse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which event counts for each example: the one with the highest revision, and of several with that
 * the one with the lowest partition and, in it, the lowest offset. Keeps no features.
 */
final class Claims {
  private final Map<ExampleName, Claim> winners = new HashMap<>();

  /** Where an event lies. */
  record Position(int partition, long offset) {}

  private record Claim(int revision, Position position, boolean live, ExampleUse use) {
    boolean beats(Claim other) {
      if (revision != other.revision) {
        return revision > other.revision;
      }
      if (position.partition != other.position.partition) {
        return position.partition < other.position.partition;
      }
      return position.offset < other.position.offset;
    }
  }

  /**
   * @param covered whether the event is covered by a deletion or by retention
   */
  void claim(LogRecord log, Observation seen, boolean covered) {
    Position position = new Position(log.partition(), log.offset());
    Claim claim = new Claim(seen.revision(), position, !covered, seen.use());
    winners.merge(seen.example(), claim, (held, next) -> next.beats(held) ? next : held);
  }

  /** Where the events lie that count and are not covered: one per live example of that use. */
  Set<Position> live(ExampleUse use) {
    Set<Position> live = new HashSet<>();
    for (Claim winner : winners.values()) {
      if (winner.live() && winner.use() == use) {
        live.add(winner.position());
      }
    }
    return live;
  }
}

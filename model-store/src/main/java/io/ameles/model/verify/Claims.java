package io.ameles.model.verify;

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

  private record Claim(int revision, Position position, boolean live) {
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
    Claim claim = new Claim(seen.revision(), new Position(log.partition(), log.offset()), !covered);
    winners.merge(seen.example(), claim, (held, next) -> next.beats(held) ? next : held);
  }

  /** Where the events lie that count and are not covered: one per live example. */
  Set<Position> live() {
    Set<Position> live = new HashSet<>();
    for (Claim winner : winners.values()) {
      if (winner.live()) {
        live.add(winner.position());
      }
    }
    return live;
  }
}

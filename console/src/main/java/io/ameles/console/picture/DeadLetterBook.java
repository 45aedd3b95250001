package io.ameles.console.picture;

import io.ameles.schema.DeadLetter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Dead letters: how many of each kind, and the newest {@value #RECENT}, never with their payload.
 * Kinds beyond {@value #KINDS} count as {@code OTHER}.
 *
 * <p>NOT thread-safe.
 */
public final class DeadLetterBook {
  private static final int RECENT = 200;
  private static final int KINDS = 256;
  private static final Kind OTHER = new Kind("OTHER", "");

  private final Map<Kind, Count> counts = new LinkedHashMap<>();
  private final Deque<Letter> recent = new ArrayDeque<>();
  private boolean changed;

  private record Kind(String code, String topic) {}

  /**
   * Letters of one kind.
   *
   * @param code stable, see docs/formats.md
   * @param topic where the records were read
   * @param count how many
   * @param lastAt Kafka's timestamp of the newest
   * @param message of the newest
   */
  public record Count(String code, String topic, long count, Instant lastAt, String message) {}

  /**
   * One letter, without its payload.
   *
   * @param topic where the record was read
   * @param partition where the record was read
   * @param offset where the record was read
   * @param recordedAt Kafka's timestamp of the record
   * @param code stable, see docs/formats.md
   * @param message what was wrong and what to do
   * @param size bytes of the record's value; -1 if there is none
   */
  public record Letter(
      String topic,
      int partition,
      long offset,
      Instant recordedAt,
      String code,
      String message,
      int size) {}

  void take(DeadLetter letter) {
    Kind kind = new Kind(letter.getCode(), letter.getTopic());
    Kind counted = counts.containsKey(kind) || counts.size() < KINDS ? kind : OTHER;
    counts.merge(
        counted,
        new Count(counted.code, counted.topic, 1, letter.getRecordedAt(), letter.getMessage()),
        (old, one) -> new Count(old.code, old.topic, old.count + 1, one.lastAt, one.message));
    if (recent.size() == RECENT) {
      recent.removeLast();
    }
    recent.addFirst(
        new Letter(
            letter.getTopic(),
            letter.getPartition(),
            letter.getOffset(),
            letter.getRecordedAt(),
            letter.getCode(),
            letter.getMessage(),
            letter.getSize()));
    changed = true;
  }

  /** How many there are of each kind. */
  public Collection<Count> counts() {
    return List.copyOf(counts.values());
  }

  /** The newest first. */
  public List<Letter> recent() {
    return new ArrayList<>(recent);
  }

  boolean drain() {
    boolean was = changed;
    changed = false;
    return was;
  }
}

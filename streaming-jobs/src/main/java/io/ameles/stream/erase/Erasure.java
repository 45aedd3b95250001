package io.ameles.stream.erase;

import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.decode.Position;
import io.ameles.stream.topic.SourceRecord;
import io.ameles.stream.topic.SourceTombstone;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which records can be erased by their key. A key that is not one example's alone is never
 * erased, as far as that can be told: from the records that are looked at together, and from the
 * habit of taking the subject as key.
 *
 * <p>NOT thread-safe.
 */
final class Erasure {
  /** What became of the records of one round. */
  enum Verdict {
    /** A tombstone is written. */
    ERASED,
    /** Deleted or compacted away before. */
    GONE,
    /** It has no key to erase it by. */
    WITHOUT_KEY,
    /** Its key is known to be that of others, too. */
    SHARED_KEY
  }

  private final SingleObjectCodec<LabeledEvent> codec = SingleObjectCodec.of(LabeledEvent.class);
  private final SortedMap<Position, SourceTombstone> tombstones = new TreeMap<>();
  private final Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);

  private Erasure() {}

  private record Name(@Nullable String subject, String id) {}

  /**
   * @param wanted where the records of forgotten examples lie
   * @param found what still lies there
   */
  static Erasure of(Set<Position> wanted, Map<Position, SourceRecord> found) {
    Erasure erasure = new Erasure();
    erasure.decide(wanted, found);
    return erasure;
  }

  private void decide(Set<Position> wanted, Map<Position, SourceRecord> found) {
    Map<Position, Name> names = new HashMap<>();
    Map<ByteBuffer, Name> owners = new HashMap<>();
    Set<ByteBuffer> shared = new HashSet<>();
    found.forEach(
        (position, raw) -> {
          byte[] key = raw.key();
          Name name = name(raw.value());
          if (key != null && name != null) {
            names.put(position, name);
            Name owner = owners.putIfAbsent(ByteBuffer.wrap(key), name);
            if ((owner != null && !owner.equals(name)) || isSubject(key, name)) {
              shared.add(ByteBuffer.wrap(key));
            }
          }
        });
    for (Position position : wanted) {
      SourceRecord raw = found.get(position);
      Verdict verdict = verdict(raw, names.get(position), shared);
      counts.merge(verdict, 1L, Long::sum);
      if (verdict == Verdict.ERASED && raw != null && raw.key() != null) {
        tombstones.put(position, new SourceTombstone(position.partition(), raw.key()));
      }
    }
  }

  private static Verdict verdict(
      @Nullable SourceRecord raw, @Nullable Name name, Set<ByteBuffer> shared) {
    if (raw == null) {
      return Verdict.GONE;
    }
    byte[] key = raw.key();
    if (key == null) {
      return Verdict.WITHOUT_KEY;
    }
    return name == null || shared.contains(ByteBuffer.wrap(key))
        ? Verdict.SHARED_KEY
        : Verdict.ERASED;
  }

  private static boolean isSubject(byte[] key, Name name) {
    return name.subject() != null && new String(key, StandardCharsets.UTF_8).equals(name.subject());
  }

  /** Whose record it is; null if it is no event, so that nobody can say whose its key is. */
  private @Nullable Name name(byte @Nullable [] value) {
    try {
      LabeledEvent event = codec.decode(value);
      return new Name(event.getSubject(), event.getId());
    } catch (MalformedEventException e) {
      return null;
    }
  }

  /** By the position of the record that each erases. */
  Map<Position, SourceTombstone> tombstones() {
    return tombstones;
  }

  /** How many records met that fate. */
  long count(Verdict verdict) {
    return counts.getOrDefault(verdict, 0L);
  }
}

package io.ameles.client;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.version.Manifest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says up to when a version reflects every deletion: those whose record has a Kafka timestamp
 * before the watermark are reflected in it, or were answered otherwise in a receipt. What that
 * rests on, clocks above all, is in docs/operations.md.
 *
 * <p>{@link #of} answers at once, from what {@link #refresh} found out last; the owner calls that
 * every now and then from a thread of its own. The watermark of a version never goes back, and that
 * of a later version is never lower.
 *
 * <p>Thread-safe.
 */
public final class DeletionWatermark implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeletionWatermark.class);

  /**
   * So many versions are answered from side by side at the most, as one takes over from another.
   */
  private static final int REMEMBERED = 4;

  private final String topic;
  private final Clock clock;
  private final Supplier<DeletionLog> opener;

  // written under "asking", which is held while the broker is asked
  private final Object asking = new Object();
  private volatile @Nullable DeletionLog log;
  private volatile boolean closed;
  private @Nullable DeletionReach reach;

  // guarded by this
  private final Deque<Reached> known = new ArrayDeque<>();
  private @Nullable SortedMap<Integer, Long> wanted;

  private volatile @Nullable AmelesException problem;

  private record Reached(SortedMap<Integer, Long> offsets, Instant watermark) {}

  /**
   * Asks nobody yet.
   *
   * @param kafka client properties, {@code bootstrap.servers} among them
   * @param topic of deletions, with its prefix
   * @param clock of this machine
   */
  public DeletionWatermark(Properties kafka, String topic, Clock clock) {
    this(() -> new KafkaDeletionLog(kafka, topic), topic, clock);
  }

  DeletionWatermark(Supplier<DeletionLog> opener, String topic, Clock clock) {
    this.opener = opener;
    this.topic = topic;
    this.clock = clock;
  }

  /** The watermark of a version; empty as long as it is not known. Never waits for the broker. */
  public synchronized Optional<Instant> of(Manifest version) {
    SortedMap<Integer, Long> offsets = version.offsets().getOrDefault(topic, new TreeMap<>());
    if (wanted == null || covers(offsets, wanted)) {
      wanted = offsets;
    }
    return known(offsets);
  }

  private Optional<Instant> known(SortedMap<Integer, Long> offsets) {
    return known.stream()
        .filter(reached -> covers(offsets, reached.offsets()))
        .map(Reached::watermark)
        .max(Instant::compareTo);
  }

  /** Whether who has read {@code offsets} has read all of {@code others}. */
  private static boolean covers(Map<Integer, Long> offsets, Map<Integer, Long> others) {
    return others.entrySet().stream()
        .allMatch(other -> offsets.getOrDefault(other.getKey(), 0L) >= other.getValue());
  }

  /**
   * Asks the broker anew about the newest version that anybody asked for. Never throws: what went
   * wrong is the {@link #problem}, and the watermark stays what it was.
   */
  public void refresh() {
    SortedMap<Integer, Long> offsets = wanted();
    if (offsets == null) {
      return;
    }
    synchronized (asking) {
      if (closed) {
        return;
      }
      try {
        remember(offsets, opened().of(offsets));
        problem = null;
      } catch (AmelesException e) {
        failed(e);
      } catch (KafkaException e) { // of client properties that cannot be used
        failed(new AmelesException(ErrorCode.KAFKA, String.valueOf(e.getMessage()), e));
      }
    }
  }

  private synchronized @Nullable SortedMap<Integer, Long> wanted() {
    return wanted;
  }

  private DeletionReach opened() {
    DeletionReach open = reach;
    if (open == null) {
      DeletionLog opened = opener.get();
      log = opened;
      open = new DeletionReach(opened, clock);
      reach = open;
    }
    return open;
  }

  private synchronized void remember(SortedMap<Integer, Long> offsets, Instant found) {
    Instant watermark = known(offsets).filter(before -> before.isAfter(found)).orElse(found);
    known.removeIf(before -> before.offsets().equals(offsets));
    known.addLast(new Reached(offsets, watermark));
    if (known.size() > REMEMBERED) {
      known.removeFirst();
    }
  }

  private void failed(AmelesException failure) {
    if (closed) {
      return;
    }
    if (problem == null) {
      LOG.warn("The deletion watermark stays where it is.", failure);
    }
    problem = failure;
  }

  /** Why the watermark is not up to date; empty if it is. */
  public Optional<AmelesException> problem() {
    return Optional.ofNullable(problem);
  }

  @Override
  public void close() {
    closed = true;
    DeletionLog asked = log;
    if (asked != null) {
      asked.wake(); // closing would wait for an answer
    }
    synchronized (asking) {
      DeletionLog open = log;
      if (open != null) {
        open.close();
        log = null;
      }
    }
  }
}

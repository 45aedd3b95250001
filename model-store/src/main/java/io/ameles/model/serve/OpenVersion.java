package io.ameles.model.serve;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.head.Head;
import io.ameles.model.head.Queries;
import io.ameles.model.head.Ranked;
import io.ameles.model.head.Scorer;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A published version whose learners are opened at their first use. Closed as soon as it is retired
 * and nobody uses it.
 *
 * <p>Thread-safe but for {@link #rank}, which one thread at a time may call.
 */
final class OpenVersion {
  private final VersionStore store;
  private final TensorDevice device;
  private final Manifest manifest;
  private final QuestionRules rules;
  private final Map<String, Opened> learners = new TreeMap<>();
  private final Map<String, AmelesException> broken = new TreeMap<>();
  private int users;
  private boolean retired;

  private record Opened(List<String> labels, Scorer scorer) {}

  /**
   * @throws io.ameles.model.AmelesException if there is no such version, or it cannot be read
   */
  OpenVersion(VersionStore store, long epoch, TensorDevice device) {
    this.store = store;
    this.device = device;
    this.manifest = store.manifest(epoch);
    this.rules = QuestionRules.of(manifest);
  }

  Manifest manifest() {
    return manifest;
  }

  QuestionRules rules() {
    return rules;
  }

  long epoch() {
    return manifest.epoch();
  }

  /** Whether there is such a learner. */
  boolean has(String learner) {
    return manifest.learners().stream().anyMatch(known -> known.name().equals(learner));
  }

  /** The learners that were opened. */
  synchronized Set<String> opened() {
    return Set.copyOf(learners.keySet());
  }

  /**
   * Opens a learner, unless it is open.
   *
   * @throws io.ameles.model.AmelesException if it cannot be read, because the version was deleted
   *     for example
   */
  void open(String learner) {
    synchronized (this) {
      if (learners.containsKey(learner)) {
        return;
      }
      if (broken.containsKey(learner)) {
        throw broken.get(learner);
      }
    }
    Opened opened = read(learner);
    Opened before;
    synchronized (this) {
      before = learners.put(learner, opened);
    }
    if (before != null) {
      before.scorer().close();
    }
  }

  private Opened read(String learner) {
    try {
      Head head = store.learner(epoch(), learner).solution().head();
      return new Opened(head.labels(), head.openSteady(device));
    } catch (AmelesException e) {
      if (e.code() == ErrorCode.CORRUPT_FILE) {
        remember(learner, e);
      }
      throw e;
    }
  }

  /** A broken file stays broken, and may be large. */
  private synchronized void remember(String learner, AmelesException failure) {
    broken.put(learner, failure);
  }

  /** The best labels of every row, by a learner that is open. */
  List<List<ScoredLabel>> rank(String learner, Queries queries, int top) {
    Opened opened;
    synchronized (this) {
      opened = learners.get(learner);
    }
    if (opened == null) {
      throw new IllegalStateException("a learner is opened before it is asked");
    }
    return opened.scorer().rank(queries, top).stream()
        .map(row -> row.stream().map(ranked -> named(ranked, opened.labels())).toList())
        .toList();
  }

  private static ScoredLabel named(Ranked ranked, List<String> labels) {
    return new ScoredLabel(labels.get(ranked.label()), ranked.score());
  }

  /** From now on until {@link #release}, it stays open. */
  synchronized void use() {
    users++;
  }

  /** Ends what {@link #use} began. */
  synchronized void release() {
    users--;
    closeIfUnused();
  }

  /** Nobody will begin to use it any more. */
  synchronized void retire() {
    retired = true;
    closeIfUnused();
  }

  private void closeIfUnused() {
    if (retired && users == 0) {
      learners.values().forEach(opened -> opened.scorer().close());
      learners.clear();
    }
  }
}

package io.ameles.model.serve;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.version.VersionStore;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest published version of a model that can be read. Goes to newer versions only; keeps what
 * it has when the store is empty, broken or older, and says so. Thread-safe.
 */
final class PublishedModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedModel.class);

  /** The most looks that are left out after a failure. */
  private static final int MAX_PAUSE = 64;

  private final VersionStore store;
  private final TensorDevice device;

  // guarded by "following", which is held while files are read
  private final Object following = new Object();
  private int pause;
  private int skipped;

  // guarded by this
  private @Nullable OpenVersion serving;
  private boolean closed;

  private volatile @Nullable AmelesException problem;

  PublishedModel(VersionStore store, TensorDevice device) {
    this.store = store;
    this.device = device;
  }

  /** What keeps it from being up to date; null if nothing does. */
  @Nullable AmelesException problem() {
    return problem;
  }

  /** The version that answers now; null before the first. It is the caller's to release. */
  synchronized @Nullable OpenVersion use() {
    if (serving != null) {
      serving.use();
    }
    return serving;
  }

  /**
   * Looks for a newer version, unless looking failed just before. Whoever looks on and on leaves
   * out more and more looks as long as it fails, because a broken version may be large.
   */
  void follow() {
    synchronized (following) {
      if (skipped < pause) {
        skipped++;
        return;
      }
      followNow();
    }
  }

  /** Looks for a newer version in any case. */
  void followNow() {
    synchronized (following) {
      skipped = 0;
      try {
        look();
        solved();
      } catch (AmelesException e) {
        failed(e);
      } catch (RuntimeException e) { // of the engine
        failed(new AmelesException(ErrorCode.ENGINE, "The current version cannot be opened.", e));
      }
    }
  }

  private void look() {
    OpenVersion old = serving();
    long before = old == null ? 0 : old.epoch();
    Optional<Long> current = store.currentEpoch();
    if (old != null && (current.isEmpty() || current.get() < before)) {
      throw new AmelesException(
          ErrorCode.VERSION_CONFLICT,
          "%s does not point at version %d or a newer one any more; answers go on coming from that one. Restart what predicts, if the model was begun anew."
              .formatted(store.folder(), before));
    }
    if (current.isPresent() && (old == null || current.get() > before)) {
      replaceBy(open(current.get(), old == null ? Set.of() : old.opened()));
    }
  }

  /** A version that is deleted while it is read has a successor. */
  private OpenVersion open(long epoch, Set<String> learners) {
    long wanted = epoch;
    while (true) {
      try {
        return openWhole(wanted, learners);
      } catch (AmelesException e) {
        long newest = store.currentEpoch().orElse(wanted);
        if (e.code() != ErrorCode.NOT_FOUND || newest <= wanted) {
          throw e;
        }
        wanted = newest;
      }
    }
  }

  /** What is in use is opened before the version is, so that nobody has to wait for it. */
  private OpenVersion openWhole(long epoch, Set<String> learners) {
    OpenVersion version = new OpenVersion(store, epoch, device);
    try {
      learners.stream().filter(version::has).forEach(version::open);
      return version;
    } catch (RuntimeException e) {
      version.retire();
      throw e;
    }
  }

  private synchronized @Nullable OpenVersion serving() {
    return serving;
  }

  private void replaceBy(OpenVersion next) {
    OpenVersion old;
    synchronized (this) {
      old = closed ? next : serving;
      serving = closed ? null : next;
    }
    if (old != null) {
      old.retire();
    }
    LOG.info("Predictions come from version {} now.", next.epoch());
  }

  private void solved() {
    pause = 0;
    problem = null;
  }

  private void failed(AmelesException failure) {
    pause = Math.min(MAX_PAUSE, 2 * pause + 1);
    AmelesException before = problem;
    problem = failure;
    if (before == null || !String.valueOf(before.getMessage()).equals(failure.getMessage())) {
      LOG.warn("The newest version of {} cannot be used.", store.folder(), failure);
    }
  }

  @Override
  public void close() {
    OpenVersion last;
    synchronized (this) {
      closed = true;
      last = serving;
      serving = null;
    }
    if (last != null) {
      last.retire();
    }
  }
}

package io.ameles.console.answer;

import io.ameles.model.AmelesException;
import io.ameles.model.catalog.LearnerCatalog;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.learn.Learner;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import io.ameles.schema.DeletionScope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the model store says about versions, remembered for those that were asked for lately: a
 * version never changes. Thread-safe.
 */
public final class VersionBook {
  private static final int REMEMBERED = 256;

  private final VersionStore store;
  private final Map<Long, Version> versions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Version> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * A version.
   *
   * @param manifest of it
   * @param bytes of each learner's part; -1 where that could not be read
   */
  public record Version(Manifest manifest, Map<String, Long> bytes) {}

  /**
   * @param store where versions are
   */
  public VersionBook(VersionStore store) {
    this.store = store;
  }

  /** The epochs of all published versions, ascending. */
  public Iterable<Long> epochs() {
    return store.epochs();
  }

  /** A version; empty if there is none of that epoch, or no longer. */
  public synchronized Optional<Version> version(long epoch) {
    Version known = versions.get(epoch);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      Manifest manifest = store.manifest(epoch);
      Map<String, Long> bytes = new TreeMap<>();
      for (Manifest.Learner learner : manifest.learners()) {
        bytes.put(learner.name(), store.size(epoch, learner.name()));
      }
      Version version = new Version(manifest, bytes);
      versions.put(epoch, version);
      return Optional.of(version);
    } catch (AmelesException e) {
      return Optional.empty();
    }
  }

  /** What forgetting achieves with a learner, by scope; empty for one that is not known here. */
  static Map<String, String> guarantees(Manifest manifest, Manifest.Learner entry) {
    Map<String, String> guarantees = new TreeMap<>();
    try {
      Map<String, String> settings = new TreeMap<>(entry.settings());
      settings.put(LearnerCatalog.TYPE, entry.type());
      Manifest.Intake intake = manifest.intake();
      Learner learner =
          LearnerCatalog.build(
              entry.name(),
              settings,
              new EmbeddingSpace(intake.dimension(), Math.scalb(1.0, intake.stepExponent())));
      for (DeletionScope scope : DeletionScope.values()) {
        guarantees.put(scope.name(), learner.guarantee(scope).name());
      }
    } catch (AmelesException | IllegalArgumentException e) {
      return Map.of(); // of newer software, or without its files
    }
    return guarantees;
  }
}

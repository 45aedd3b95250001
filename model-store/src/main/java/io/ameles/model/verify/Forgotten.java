package io.ameles.model.verify;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must be forgotten: per target the latest instant up to which it is covered. In milliseconds
 * since the epoch; {@link #FOREVER} covers everything, whenever it occurs.
 */
final class Forgotten {
  static final long FOREVER = Long.MAX_VALUE;

  private final @Nullable Long retentionCutoff;
  private final Map<String, Long> subjects = new HashMap<>();
  private final Map<ExampleName, Long> examples = new HashMap<>();
  private final Map<String, Long> labels = new HashMap<>();
  private final Map<String, Long> tasks = new HashMap<>();

  /**
   * @param retentionCutoff up to which everything is covered; null without retention
   */
  Forgotten(@Nullable Long retentionCutoff) {
    this.retentionCutoff = retentionCutoff;
  }

  void subject(String subject, long until) {
    subjects.merge(subject, until, Math::max);
  }

  void example(ExampleName example, long until) {
    examples.merge(example, until, Math::max);
  }

  void label(String label, long until) {
    labels.merge(label, until, Math::max);
  }

  void task(String task, long until) {
    tasks.merge(task, until, Math::max);
  }

  boolean covers(Observation seen) {
    String subject = seen.example().subject();
    String task = seen.task();
    long at = seen.occurredAt();
    return reaches(retentionCutoff, at)
        || (subject != null && reaches(subjects.get(subject), at))
        || reaches(examples.get(seen.example()), at)
        || reaches(labels.get(seen.label()), at)
        || (task != null && reaches(tasks.get(task), at));
  }

  private static boolean reaches(@Nullable Long until, long occurredAt) {
    return until != null && occurredAt <= until;
  }
}

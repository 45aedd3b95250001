package io.ameles.demo;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.head.Head;
import io.ameles.model.learn.Learner;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each learner knew at the end of each task. Taken while the demonstration runs: a later
 * deletion deletes the versions before it.
 *
 * <p>NOT thread-safe.
 */
final class TaskHeads {
  private final VersionStore versions;
  private final List<Learner> learners;
  private final String eventsTopic;
  private final Map<String, Map<String, Head>> byTask = new LinkedHashMap<>();

  /**
   * @param versions the model's store
   * @param learners of the model
   * @param eventsTopic whose offsets say how far a task has come
   */
  TaskHeads(VersionStore versions, List<Learner> learners, String eventsTopic) {
    this.versions = versions;
    this.learners = List.copyOf(learners);
    this.eventsTopic = eventsTopic;
  }

  /**
   * Takes {@code current} for every task that it is the first to reflect whole.
   *
   * @param ends per task, the events topic's offsets after its last example
   */
  void take(Manifest current, Map<String, SortedMap<Integer, Long>> ends) {
    ends.forEach(
        (task, end) -> {
          if (!byTask.containsKey(task) && reaches(current, end)) {
            take(task, current.epoch());
          }
        });
  }

  private void take(String task, long epoch) {
    Map<String, Head> heads = new LinkedHashMap<>();
    try {
      for (Learner learner : learners) {
        heads.put(learner.name(), versions.learner(epoch, learner.name()).solution().head());
      }
    } catch (AmelesException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return; // deleted meanwhile, so a newer one is current
      }
      throw e;
    }
    byTask.put(task, heads);
  }

  private boolean reaches(Manifest manifest, SortedMap<Integer, Long> end) {
    SortedMap<Integer, Long> offsets =
        manifest.offsets().getOrDefault(eventsTopic, new TreeMap<>());
    return end.entrySet().stream()
        .allMatch(
            partition -> offsets.getOrDefault(partition.getKey(), 0L) >= partition.getValue());
  }

  /** One learner's parameters by task, in the order of the tasks. */
  Map<String, Head> of(Learner learner) {
    Map<String, Head> heads = new LinkedHashMap<>();
    byTask.forEach((task, byLearner) -> heads.put(task, byLearner.get(learner.name())));
    return heads;
  }
}

package io.ameles.demo;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.head.Head;
import io.ameles.model.learn.Learner;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import io.ameles.stream.job.JobSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the learners knew when they had seen all of a task: taken from the first version seen that
 * reflects the task's last example, because that version may be deleted soon. NOT thread-safe.
 */
final class TaskEndHeads {
  private final VersionStore versions;
  private final JobSettings job;
  private final Map<String, Map<String, Head>> byTask = new LinkedHashMap<>();

  TaskEndHeads(VersionStore versions, JobSettings job) {
    this.versions = versions;
    this.job = job;
  }

  /**
   * Takes what is new.
   *
   * @param version that was current a moment ago
   * @param ends per task the events topic's offsets after its last example
   */
  void take(Manifest version, Map<String, SortedMap<Integer, Long>> ends) {
    Map<String, Head> heads = null;
    for (Map.Entry<String, SortedMap<Integer, Long>> end : ends.entrySet()) {
      if (!byTask.containsKey(end.getKey()) && reaches(version, end.getValue())) {
        heads = heads == null ? heads(version) : heads;
        if (heads.isEmpty()) {
          return;
        }
        byTask.put(end.getKey(), heads);
      }
    }
  }

  /** By learner; nothing if the version is gone already, and the next one has to do. */
  private Map<String, Head> heads(Manifest version) {
    Map<String, Head> heads = new LinkedHashMap<>();
    try {
      for (Learner learner : job.learners()) {
        heads.put(
            learner.name(), versions.learner(version.epoch(), learner.name()).solution().head());
      }
      return heads;
    } catch (AmelesException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return Map.of();
      }
      throw e;
    }
  }

  /** By task, in the order of the stream. */
  Map<String, Head> of(String learner) {
    Map<String, Head> heads = new LinkedHashMap<>();
    byTask.forEach((task, all) -> heads.put(task, all.get(learner)));
    return heads;
  }

  private boolean reaches(Manifest version, SortedMap<Integer, Long> end) {
    SortedMap<Integer, Long> offsets =
        version.offsets().getOrDefault(job.topics().labeledEvents(), new TreeMap<>());
    return end.entrySet().stream()
        .allMatch(
            partition -> offsets.getOrDefault(partition.getKey(), 0L) >= partition.getValue());
  }
}

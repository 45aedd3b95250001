package io.ameles.model.head;

import ai.djl.ndarray.NDManager;
import io.ameles.model.device.TensorDevice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the task of every query, and scores the queries of a task with its head alone. */
final class TaskScorer implements Scorer {
  private static final int UNKNOWN = -1;

  private final NDManager device;
  private final TaskHeads heads;
  private final Map<String, Integer> tasks = new HashMap<>();
  private final List<OpenTaskHead> open = new ArrayList<>();
  private final List<Integer> inferable = new ArrayList<>();
  private final @Nullable TaskInference inference;

  TaskScorer(TensorDevice device, TaskHeads heads) {
    this.device = device.newScope();
    this.heads = heads;
    Map<String, Integer> positions = heads.positions();
    List<TaskHead> live = new ArrayList<>();
    for (TaskHead head : heads.heads()) {
      if (heads.trustsTasks()) {
        tasks.put(head.task(), open.size());
      }
      if (!head.forgotten()) {
        inferable.add(open.size());
        live.add(head);
      }
      int[] columns =
          head.labels().stream().mapToInt(label -> positions.getOrDefault(label, -1)).toArray();
      open.add(new OpenTaskHead(heads.shape(), head, columns, this.device));
    }
    this.inference = live.isEmpty() ? null : new TaskInference(heads.shape(), live, this.device);
  }

  @Override
  public int labels() {
    return heads.labels().size();
  }

  @Override
  public float[] score(Queries queries) {
    float[] scores = new float[queries.rows() * labels()];
    Arrays.fill(scores, Float.NEGATIVE_INFINITY);
    if (scores.length == 0) {
      return scores;
    }
    rowsByTask(queries)
        .forEach((task, rows) -> open.get(task).score(queries, rows, scores, labels()));
    return scores;
  }

  private Map<Integer, List<Integer>> rowsByTask(Queries queries) {
    Map<Integer, List<Integer>> rows = new HashMap<>();
    List<Integer> unknown = new ArrayList<>();
    for (int row = 0; row < queries.rows(); row++) {
      int task = known(queries.tasks().get(row));
      if (task == UNKNOWN) {
        unknown.add(row);
      } else {
        rows.computeIfAbsent(task, key -> new ArrayList<>()).add(row);
      }
    }
    if (inference != null) {
      int[] surest = inference.surest(queries, unknown);
      for (int i = 0; i < surest.length; i++) {
        rows.computeIfAbsent(inferable.get(surest[i]), key -> new ArrayList<>())
            .add(unknown.get(i));
      }
    }
    return rows;
  }

  private int known(@Nullable String task) {
    return task == null ? UNKNOWN : tasks.getOrDefault(task, UNKNOWN);
  }

  /** How many arrays the engine holds for this scorer. */
  long managedArrays() {
    return device.getManagedArrays().size();
  }

  @Override
  public void close() {
    device.close();
  }
}

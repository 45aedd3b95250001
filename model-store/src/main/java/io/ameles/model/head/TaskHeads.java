package io.ameles.model.head;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.tensor.Safetensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One small head per task: a linear layer, or a hidden layer of ReLU and a linear layer. A query
 * whose task is known is answered by that task's head alone. For any other query the task is
 * inferred: it is the one whose head is the surest of its answer, by the entropy of its softmax
 * relative to that of a blind guess among its labels (von Oswald et al. 2020, "HNET+ENT"). A
 * forgotten task is never inferred, and a task with a single label, which is sure of everything,
 * only where there is no other. Labels of other tasks score negative infinity. Immutable and
 * thread-safe.
 */
public final class TaskHeads implements Head {
  private static final String TRUSTED = "trusts-tasks";

  private final TaskHeadShape shape;
  private final boolean trustsTasks;
  private final List<TaskHead> heads;
  private final List<String> labels;

  private TaskHeads(TaskHeadShape shape, boolean trustsTasks, List<TaskHead> heads) {
    this.shape = shape;
    this.trustsTasks = trustsTasks;
    this.heads = heads;
    TreeSet<String> union = new TreeSet<>();
    heads.forEach(head -> union.addAll(head.labels()));
    this.labels = List.copyOf(union);
  }

  /**
   * @param shape of every head
   * @param trustsTasks whether the task that a query names is believed; otherwise it is inferred
   * @param heads in any order, a task at most once
   */
  public static TaskHeads of(TaskHeadShape shape, boolean trustsTasks, List<TaskHead> heads) {
    List<TaskHead> sorted = heads.stream().sorted(Comparator.comparing(TaskHead::task)).toList();
    for (int i = 0; i < sorted.size(); i++) {
      TaskHead head = sorted.get(i);
      if (head.length() != shape.parameters(head.labels().size())) {
        throw new IllegalArgumentException(
            "%d parameters do not fit %s of %s".formatted(head.length(), head, shape));
      }
      if (i > 0 && head.task().equals(sorted.get(i - 1).task())) {
        throw new IllegalArgumentException("a task has two heads");
      }
    }
    return new TaskHeads(shape, trustsTasks, sorted);
  }

  static TaskHeads load(Safetensors file) {
    TaskHeadShape shape =
        new TaskHeadShape(file.integer(HeadKind.DIMENSION), file.integer("hidden"));
    List<String> labels = file.texts(HeadKind.LABELS);
    List<String> tasks = file.texts("tasks");
    long[] widths = file.longs("widths");
    long[] slots = file.longs("slots");
    long[] forgotten = file.longs("forgotten");
    float[] parameters = file.floats("parameters");
    List<TaskHead> heads = new ArrayList<>();
    int slot = 0;
    int from = 0;
    for (int task = 0; task < tasks.size(); task++) {
      int width = Math.toIntExact(widths[task]);
      List<String> own = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        own.add(labels.get(Math.toIntExact(slots[slot++])));
      }
      int to = Math.addExact(from, shape.parameters(width));
      if (to > parameters.length) {
        throw new IllegalArgumentException("the tasks have more parameters than the file");
      }
      float[] values = Arrays.copyOfRange(parameters, from, to);
      heads.add(TaskHead.of(tasks.get(task), own, forgotten[task] != 0, values));
      from = to;
    }
    return of(shape, file.integer(TRUSTED) != 0, heads);
  }

  @Override
  public HeadKind kind() {
    return HeadKind.TASK_HEADS;
  }

  /**
   * Metadata {@code tasks}, their names in ascending order; {@code hidden}; {@code trusts-tasks}, 0
   * or 1. Tensors {@code widths} int64 [tasks], how many labels each has; {@code slots} int64, for
   * one task after the other the positions of its labels among all labels in the order of its rows;
   * {@code forgotten} int64 [tasks], 0 or 1; {@code parameters} float32, one task after the other.
   */
  @Override
  public void save(Safetensors file) {
    Map<String, Integer> positions = positions();
    long[] slots =
        heads.stream()
            .flatMap(head -> head.labels().stream())
            .mapToLong(label -> positions.getOrDefault(label, -1))
            .toArray();
    long[] widths = heads.stream().mapToLong(head -> head.labels().size()).toArray();
    long[] forgotten = heads.stream().mapToLong(head -> head.forgotten() ? 1 : 0).toArray();
    float[] parameters = new float[heads.stream().mapToInt(TaskHead::length).sum()];
    int from = 0;
    for (TaskHead head : heads) {
      System.arraycopy(head.parameters(), 0, parameters, from, head.length());
      from += head.length();
    }
    file.put("tasks", heads.stream().map(TaskHead::task).toList())
        .put("hidden", Integer.toString(shape.hidden()))
        .put(TRUSTED, trustsTasks ? "1" : "0")
        .put("widths", widths, widths.length)
        .put("slots", slots, slots.length)
        .put("forgotten", forgotten, forgotten.length)
        .put("parameters", parameters, parameters.length);
  }

  Map<String, Integer> positions() {
    Map<String, Integer> positions = new HashMap<>();
    labels.forEach(label -> positions.put(label, positions.size()));
    return positions;
  }

  @Override
  public Scorer open(TensorDevice device) {
    return new TaskScorer(device, this);
  }

  @Override
  public Scorer openSteady(TensorDevice device) {
    return new SteadyTasks(this);
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public int dimension() {
    return shape.dimension();
  }

  /** The shape of every head. */
  public TaskHeadShape shape() {
    return shape;
  }

  /** Whether the task that a query names is believed. */
  public boolean trustsTasks() {
    return trustsTasks;
  }

  /** The heads in ascending order of their tasks. */
  public List<TaskHead> heads() {
    return heads;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TaskHeads that
        && trustsTasks == that.trustsTasks
        && shape.equals(that.shape)
        && heads.equals(that.heads);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + heads.hashCode();
  }

  @Override
  public String toString() {
    return "TaskHeads[tasks=%d, labels=%d, %s]".formatted(heads.size(), labels.size(), shape);
  }
}

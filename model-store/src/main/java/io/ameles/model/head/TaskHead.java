package io.ameles.model.head;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** What {@link TaskHeads} know of one task. Immutable and thread-safe. */
public final class TaskHead {
  /** The name of the task that examples without a task belong to; no task of an event has it. */
  public static final String UNNAMED = "";

  private final String task;
  private final List<String> labels;
  private final boolean forgotten;
  private final float[] parameters;

  private TaskHead(String task, List<String> labels, boolean forgotten, float[] parameters) {
    this.task = task;
    this.labels = labels;
    this.forgotten = forgotten;
    this.parameters = parameters;
  }

  /**
   * @param task its name, or {@link #UNNAMED}
   * @param labels in the order of the rows of the last layer, without repetition, at least one
   * @param forgotten whether it was forgotten and is answered for only if it is asked for by name
   * @param parameters as {@link TaskHeadShape} lays them out; copied
   */
  public static TaskHead of(
      String task, List<String> labels, boolean forgotten, float[] parameters) {
    if (labels.isEmpty() || new HashSet<>(labels).size() != labels.size()) {
      throw new IllegalArgumentException("a task needs labels, and each once");
    }
    return new TaskHead(task, List.copyOf(labels), forgotten, parameters.clone());
  }

  /** Its name, or {@link #UNNAMED}. */
  public String task() {
    return task;
  }

  /** Its labels in the order of the rows. */
  public List<String> labels() {
    return labels;
  }

  /** Whether it was forgotten. */
  public boolean forgotten() {
    return forgotten;
  }

  /** Its parameters; a copy. */
  public float[] parameters() {
    return parameters.clone();
  }

  int length() {
    return parameters.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TaskHead that
        && forgotten == that.forgotten
        && task.equals(that.task)
        && labels.equals(that.labels)
        && Arrays.equals(parameters, that.parameters);
  }

  @Override
  public int hashCode() {
    return 31 * task.hashCode() + Arrays.hashCode(parameters);
  }

  /** Says nothing of the name, which may be a pseudonym. */
  @Override
  public String toString() {
    return "TaskHead[labels=%d, forgotten=%s]".formatted(labels.size(), forgotten);
  }
}

package io.ameles.model.head;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the task of every query and scores it with that task's head, each row for itself. */
final class SteadyTasks implements Scorer {
  // Above any relative entropy.
  private static final double KNOWS_NOTHING = 2;

  private final TaskHeads heads;
  private final Map<String, OneTask> byName = new HashMap<>();
  private final List<OneTask> inferable = new ArrayList<>();

  /**
   * @param hidden null for a linear head
   * @param columns positions of the head's labels among all labels
   */
  private record OneTask(
      @Nullable FixedProduct hidden, FixedProduct output, List<Integer> columns) {
    float[] logits(float[] embeddings, int from) {
      if (hidden == null) {
        return output.apply(embeddings, from);
      }
      float[] units = hidden.apply(embeddings, from);
      for (int unit = 0; unit < units.length; unit++) {
        units[unit] = Math.max(0, units[unit]);
      }
      return output.apply(units, 0);
    }

    /** From 0, sure, to 1, a blind guess. */
    double doubt(float[] logits) {
      return columns.size() == 1
          ? KNOWS_NOTHING
          : FixedSoftmax.entropy(logits) / StrictMath.log(columns.size());
    }
  }

  SteadyTasks(TaskHeads heads) {
    this.heads = heads;
    Map<String, Integer> positions = heads.positions();
    for (TaskHead head : heads.heads()) {
      OneTask task = open(heads.shape(), head, positions);
      if (heads.trustsTasks()) {
        byName.put(head.task(), task);
      }
      if (!head.forgotten()) {
        inferable.add(task);
      }
    }
  }

  private static OneTask open(TaskHeadShape shape, TaskHead head, Map<String, Integer> positions) {
    float[] parameters = head.parameters();
    FixedProduct hidden =
        shape.hidden() == 0
            ? null
            : FixedProduct.withBiases(parameters, 0, shape.hidden(), shape.dimension());
    FixedProduct output =
        FixedProduct.withBiases(
            parameters, shape.hiddenParameters(), head.labels().size(), shape.inputs());
    return new OneTask(
        hidden,
        output,
        head.labels().stream().map(label -> positions.getOrDefault(label, -1)).toList());
  }

  @Override
  public int labels() {
    return heads.labels().size();
  }

  @Override
  public float[] score(Queries queries) {
    float[] scores = new float[Math.multiplyExact(queries.rows(), labels())];
    Arrays.fill(scores, Float.NEGATIVE_INFINITY);
    for (int row = 0; row < queries.rows(); row++) {
      score(queries, row, scores);
    }
    return scores;
  }

  private void score(Queries queries, int row, float[] scores) {
    String name = queries.tasks().get(row);
    OneTask known = name == null ? null : byName.get(name);
    int from = row * queries.dimension();
    OneTask answering = known;
    float[] logits = known == null ? new float[0] : known.logits(queries.embeddings(), from);
    if (known == null) {
      double least = Double.POSITIVE_INFINITY;
      for (OneTask task : inferable) {
        float[] candidate = task.logits(queries.embeddings(), from);
        double doubt = task.doubt(candidate);
        if (doubt < least) {
          least = doubt;
          answering = task;
          logits = candidate;
        }
      }
    }
    for (int slot = 0; answering != null && slot < logits.length; slot++) {
      scores[row * labels() + answering.columns().get(slot)] = logits[slot];
    }
  }

  @Override
  public void close() {
    // Nothing is held on a device.
  }
}

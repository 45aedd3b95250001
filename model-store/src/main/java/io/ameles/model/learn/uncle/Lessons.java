package io.ameles.model.learn.uncle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.learn.Lesson;
import java.util.ArrayList;
import java.util.List;

/**
 * Lessons of several tasks on a device, filled up with empty ones so that all tasks have as many.
 *
 * @param inputs [tasks, lessons, dimension + 1], the embeddings with a one at their end, which the
 *     bias is multiplied by
 * @param shares [tasks, lessons, labels], the share of a lesson in the loss at its label, else 0
 * @param excluded [tasks, 1, labels], 0 for a label of the task and a large negative number for
 *     what the task has no label for
 */
record Lessons(NDArray inputs, NDArray shares, NDArray excluded) {
  private static final float NEVER = -1e30f;

  /**
   * A lesson with what it says put into numbers.
   *
   * @param task position of its task in the turn
   * @param slot position of its label among the task's labels
   */
  record Numbered(Lesson lesson, int task, int slot) {}

  /**
   * @param tasks of the turn
   * @param some lessons of these tasks, at least one
   */
  static Lessons of(List<Task> tasks, List<Numbered> some, EmbeddingSpace space, NDManager scope) {
    List<List<Numbered>> byTask = new ArrayList<>();
    tasks.forEach(task -> byTask.add(new ArrayList<>()));
    some.forEach(numbered -> byTask.get(numbered.task()).add(numbered));
    int most = byTask.stream().mapToInt(List::size).max().orElse(0);
    int labels = tasks.stream().mapToInt(Task::width).max().orElse(0);
    int width = space.dimension() + 1;
    float[] inputs = new float[tasks.size() * most * width];
    float[] shares = new float[tasks.size() * most * labels];
    float[] excluded = new float[tasks.size() * labels];
    for (int task = 0; task < tasks.size(); task++) {
      List<Numbered> own = byTask.get(task);
      for (int i = 0; i < own.size(); i++) {
        int row = task * most + i;
        own.get(i).lesson().vector().dequantize((float) space.step(), inputs, row * width);
        inputs[(row + 1) * width - 1] = 1;
        shares[row * labels + own.get(i).slot()] = 1f / some.size();
      }
      for (int slot = tasks.get(task).width(); slot < labels; slot++) {
        excluded[task * labels + slot] = NEVER;
      }
    }
    return new Lessons(
        array(inputs, scope, tasks.size(), most, width),
        array(shares, scope, tasks.size(), most, labels),
        array(excluded, scope, tasks.size(), 1, labels));
  }

  private static NDArray array(float[] values, NDManager scope, long... shape) {
    return Weights.array(values, scope).reshape(new Shape(shape));
  }
}

package io.ameles.model.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.List;

/** One task's head on a device. */
final class OpenTaskHead {
  private final NDManager device;
  private final int[] columns;
  private final boolean linear;
  private final NDArray hidden;
  private final NDArray output;

  /**
   * @param columns positions of the head's labels among all labels
   * @param device that the head is kept on
   */
  OpenTaskHead(TaskHeadShape shape, TaskHead head, int[] columns, NDManager device) {
    this.device = device;
    this.columns = columns;
    this.linear = shape.hidden() == 0;
    float[] parameters = head.parameters();
    int first = shape.hiddenParameters();
    this.hidden = rows(parameters, 0, first, shape.dimension() + 1);
    this.output = rows(parameters, first, parameters.length, shape.inputs() + 1);
  }

  private NDArray rows(float[] parameters, int from, int to, int width) {
    Shape shape = new Shape((to - from) / width, width);
    return device.create(FloatBuffer.wrap(parameters, from, to - from), shape).transpose();
  }

  /**
   * Scores some of the queries.
   *
   * @param scores [queries, labels]; the columns of this task's labels are set in {@code rows}
   */
  void score(Queries queries, List<Integer> rows, float[] scores, int labels) {
    try (NDManager batch = device.newSubManager()) {
      NDArray input = QueryRows.of(queries, rows, batch);
      NDArray inner = linear ? input : QueryRows.withOne(input.matMul(hidden).maximum(0));
      float[] own = inner.matMul(output).toFloatArray();
      for (int i = 0; i < rows.size(); i++) {
        for (int slot = 0; slot < columns.length; slot++) {
          scores[rows.get(i) * labels + columns[slot]] = own[i * columns.length + slot];
        }
      }
    }
  }
}

package io.ameles.model.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.List;

/** Some of the queries on a device, each with a one at its end, which the bias is multiplied by. */
final class QueryRows {
  private QueryRows() {}

  /** [rows, dimension + 1]. */
  static NDArray of(Queries queries, List<Integer> rows, NDManager scope) {
    int dimension = queries.dimension();
    float[] chosen = new float[rows.size() * (dimension + 1)];
    for (int i = 0; i < rows.size(); i++) {
      int target = i * (dimension + 1);
      System.arraycopy(queries.embeddings(), rows.get(i) * dimension, chosen, target, dimension);
      chosen[target + dimension] = 1;
    }
    return scope.create(FloatBuffer.wrap(chosen), new Shape(rows.size(), dimension + 1));
  }

  /** The last axis with a one at its end. */
  static NDArray withOne(NDArray values) {
    Shape shape = values.getShape();
    Shape one = shape.slice(0, shape.dimension() - 1).add(1);
    return values.concat(values.getManager().ones(one), -1);
  }
}

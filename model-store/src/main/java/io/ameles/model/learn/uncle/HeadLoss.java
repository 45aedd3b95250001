package io.ameles.model.learn.uncle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.ameles.model.head.TaskHeadShape;

/** The cross-entropy of lessons under the heads of their tasks, and its slope in these heads. */
final class HeadLoss {
  private final TaskHeadShape shape;

  HeadLoss(TaskHeadShape shape) {
    this.shape = shape;
  }

  /**
   * A loss and its slope.
   *
   * @param value a number
   * @param slope [tasks, values]
   */
  record Loss(NDArray value, NDArray slope) {}

  /**
   * @param heads [tasks, values], which may be more than the tasks have use for
   * @param lessons of these tasks
   */
  Loss of(NDArray heads, Lessons lessons) {
    int labels = (int) lessons.excluded().getShape().get(2);
    int first = shape.hiddenParameters();
    int used = shape.parameters(labels);
    NDArray output = rows(heads, first, used, shape.inputs() + 1);
    if (shape.hidden() == 0) {
      Output out = output(lessons.inputs(), output, lessons);
      NDArray slope = out.slope.transpose(0, 2, 1).matMul(lessons.inputs());
      return new Loss(out.loss, padded(heads, slope));
    }
    NDArray hidden = rows(heads, 0, first, shape.dimension() + 1);
    NDArray units = lessons.inputs().matMul(hidden.transpose(0, 2, 1)).maximum(0);
    Shape one = new Shape(units.getShape().get(0), units.getShape().get(1), 1);
    NDArray inner = units.concat(units.getManager().ones(one), 2);
    Output out = output(inner, output, lessons);
    NDArray outputSlope = out.slope.transpose(0, 2, 1).matMul(inner);
    NDArray weights = output.get(new NDIndex(":, :, :{}", shape.hidden()));
    NDArray live = units.gt(0).toType(units.getDataType(), false);
    NDArray unitSlope = out.slope.matMul(weights).muli(live);
    NDArray hiddenSlope = unitSlope.transpose(0, 2, 1).matMul(lessons.inputs());
    return new Loss(out.loss, padded(heads, hiddenSlope, outputSlope));
  }

  /**
   * @param loss a number
   * @param slope [tasks, lessons, labels], in the logits
   */
  private record Output(NDArray loss, NDArray slope) {}

  private static Output output(NDArray inputs, NDArray rows, Lessons lessons) {
    NDArray logits = inputs.matMul(rows.transpose(0, 2, 1)).addi(lessons.excluded());
    NDArray logs = logits.logSoftmax(2);
    NDArray loss = logs.mul(lessons.shares()).sum().neg();
    NDArray weight = lessons.shares().sum(new int[] {2}, true);
    return new Output(loss, logs.exp().muli(weight).subi(lessons.shares()));
  }

  private static NDArray rows(NDArray heads, int from, int to, int width) {
    long tasks = heads.getShape().get(0);
    return heads.get(new NDIndex(":, {}:{}", from, to)).reshape(tasks, -1, width);
  }

  /** [tasks, values]: the parts one after the other, and no slope in what has no use. */
  private static NDArray padded(NDArray heads, NDArray... parts) {
    long tasks = heads.getShape().get(0);
    long values = heads.getShape().get(1);
    NDManager scope = heads.getManager();
    NDList columns = new NDList();
    for (NDArray part : parts) {
      NDArray flat = part.reshape(tasks, -1);
      columns.add(flat);
      values -= flat.getShape().get(1);
    }
    if (values > 0) {
      columns.add(scope.zeros(new Shape(tasks, values)));
    }
    return NDArrays.concat(columns, 1);
  }
}

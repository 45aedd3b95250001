package io.ameles.model.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;

/** Some heads, stacked, to find out which is the surest of its answer. */
final class TaskInference {
  // 16 MiB per intermediate result.
  private static final int VALUES_AT_A_TIME = 1 << 22;
  // The bias of what fills up a head with fewer labels than others: its softmax is 0, and finite.
  private static final float NEVER = -1e30f;
  // Above any relative entropy.
  private static final float KNOWS_NOTHING = 2;

  private final TaskHeadShape shape;
  private final int tasks;
  private final int width;
  private final NDManager device;
  private final NDArray hidden;
  private final NDArray output;
  private final NDArray entropyScale;
  private final NDArray entropyOffset;

  /**
   * @param heads at least one
   * @param device that they are kept on
   */
  TaskInference(TaskHeadShape shape, List<TaskHead> heads, NDManager device) {
    this.shape = shape;
    this.tasks = heads.size();
    this.width = heads.stream().mapToInt(head -> head.labels().size()).max().orElse(1);
    this.device = device;
    int first = shape.hiddenParameters();
    int row = shape.inputs() + 1;
    float[] hiddenRows = new float[tasks * first];
    float[] outputRows = new float[tasks * width * row];
    float[] scale = new float[tasks];
    float[] offset = new float[tasks];
    for (int task = 0; task < tasks; task++) {
      float[] parameters = heads.get(task).parameters();
      int labels = heads.get(task).labels().size();
      System.arraycopy(parameters, 0, hiddenRows, task * first, first);
      System.arraycopy(parameters, first, outputRows, task * width * row, labels * row);
      for (int slot = labels; slot < width; slot++) {
        outputRows[(task * width + slot + 1) * row - 1] = NEVER;
      }
      scale[task] = labels == 1 ? 0 : (float) (1 / Math.log(labels));
      offset[task] = labels == 1 ? KNOWS_NOTHING : 0;
    }
    this.hidden =
        device
            .create(hiddenRows, new Shape((long) tasks * shape.hidden(), shape.dimension() + 1))
            .transpose();
    this.output =
        shape.hidden() == 0
            // One product over all tasks: their rows lie one after the other.
            ? device.create(outputRows, new Shape((long) tasks * width, row)).transpose()
            : device.create(outputRows, new Shape(tasks, width, row)).transpose(0, 2, 1);
    this.entropyScale = device.create(scale, new Shape(tasks, 1));
    this.entropyOffset = device.create(offset, new Shape(tasks, 1));
  }

  /** The positions of the surest heads, the first of equals. */
  int[] surest(Queries queries, List<Integer> rows) {
    int[] surest = new int[rows.size()];
    int perRow = tasks * Math.max(width, shape.hidden());
    int size = Math.max(1, VALUES_AT_A_TIME / perRow);
    for (int from = 0; from < surest.length; from += size) {
      List<Integer> some = rows.subList(from, Math.min(surest.length, from + size));
      try (NDManager batch = device.newSubManager()) {
        NDArray logits = logits(QueryRows.of(queries, some, batch));
        NDArray logs = logits.logSoftmax(-1);
        NDArray entropy = logs.exp().mul(logs).sum(new int[] {-1}).neg();
        long[] best = entropy.muli(entropyScale).addi(entropyOffset).argMin(0).toLongArray();
        System.arraycopy(
            Arrays.stream(best).mapToInt(i -> (int) i).toArray(), 0, surest, from, best.length);
      }
    }
    return surest;
  }

  /** [tasks, rows, width]. */
  private NDArray logits(NDArray input) {
    long rows = input.getShape().get(0);
    if (shape.hidden() == 0) {
      return input.matMul(output).reshape(rows, tasks, width).transpose(1, 0, 2);
    }
    NDArray units = input.matMul(hidden).maximum(0).reshape(rows, tasks, shape.hidden());
    return QueryRows.withOne(units.transpose(1, 0, 2)).matMul(output);
  }
}

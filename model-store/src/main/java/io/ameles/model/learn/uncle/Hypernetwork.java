package io.ameles.model.learn.uncle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The network that writes heads, as one looks at its parameters for the length of a scope: a
 * perceptron with ReLU maps a task's embedding and a chunk's embedding to that chunk of the task's
 * head; the chunks one after the other are the head (von Oswald et al., "Continual learning with
 * hypernetworks", 2020).
 *
 * <p>The way back is written out instead of recorded by the engine: the three matrix products per
 * layer are all there is to it, it needs no lock, and on a CPU it takes two thirds of the time. A
 * test compares it with the engine's gradients.
 */
final class Hypernetwork {
  private final Layout layout;
  private final NDArray taskWeights;
  private final NDArray chunkWeights;
  private final List<NDArray> weights = new ArrayList<>();
  private final List<NDArray> biases = new ArrayList<>();
  private final NDArray chunks;
  private int position;

  /**
   * @param layout of the parameters
   * @param parameters [values]; read in place
   * @param scope that everything belongs to which is made here
   */
  Hypernetwork(Layout layout, NDArray parameters, NDManager scope) {
    this.layout = layout;
    int first = layout.layers().get(0);
    this.taskWeights = next(parameters, scope, layout.taskEmbedding(), first);
    this.chunkWeights = next(parameters, scope, layout.chunkEmbedding(), first);
    this.biases.add(next(parameters, scope, 1, first));
    int inputs = first;
    for (int width : outputs()) {
      weights.add(next(parameters, scope, inputs, width));
      biases.add(next(parameters, scope, 1, width));
      inputs = width;
    }
    int count = layout.chunks(parameters.size());
    this.chunks = next(parameters, scope, count, layout.chunkEmbedding());
  }

  private List<Integer> outputs() {
    List<Integer> widths = new ArrayList<>(layout.layers().subList(1, layout.layers().size()));
    widths.add(layout.chunk());
    return widths;
  }

  private NDArray next(NDArray parameters, NDManager scope, int rows, int columns) {
    int from = position;
    position += rows * columns;
    return parameters
        .get(scope, new NDIndex("{}:{}", from, position))
        .reshape(new Shape(rows, columns));
  }

  /**
   * Heads, and what the way back needs of how they came about.
   *
   * @param embeddings [tasks, task embedding]
   * @param activations per hidden layer [tasks * chunks, width]
   * @param heads [tasks, chunks * chunk]
   */
  record Generation(NDArray embeddings, List<NDArray> activations, NDArray heads) {}

  /**
   * The slope of a loss.
   *
   * @param parameters [values]
   * @param embeddings [tasks, task embedding]
   */
  record Slope(NDArray parameters, NDArray embeddings) {}

  /**
   * Writes heads.
   *
   * @param embeddings [tasks, task embedding], in a scope that may have the intermediate results
   */
  Generation generate(NDArray embeddings) {
    long tasks = embeddings.getShape().get(0);
    NDArray byTask = embeddings.matMul(taskWeights).expandDims(1);
    NDArray byChunk = chunks.matMul(chunkWeights).addi(biases.get(0)).expandDims(0);
    NDArray values = byTask.add(byChunk).maximum(0).reshape(-1, layout.layers().get(0));
    List<NDArray> activations = new ArrayList<>();
    for (int layer = 0; layer < weights.size(); layer++) {
      activations.add(values);
      values = values.matMul(weights.get(layer)).addi(biases.get(layer + 1));
      if (layer < weights.size() - 1) {
        values = values.maximum(0);
      }
    }
    return new Generation(embeddings, activations, values.reshape(tasks, -1));
  }

  /**
   * The slope of whatever has slope {@code headSlope} in the heads.
   *
   * @param headSlope [tasks, chunks * chunk]
   */
  Slope descend(Generation generation, NDArray headSlope) {
    Deque<NDArray> parts = new ArrayDeque<>();
    NDArray slope = headSlope.reshape(-1, layout.chunk());
    for (int layer = weights.size() - 1; layer >= 0; layer--) {
      NDArray input = generation.activations().get(layer);
      parts.push(slope.sum(new int[] {0}));
      parts.push(input.transpose().matMul(slope));
      NDArray live = input.gt(0).toType(input.getDataType(), false);
      slope = slope.matMul(weights.get(layer).transpose()).muli(live);
    }
    long tasks = generation.embeddings().getShape().get(0);
    NDArray first = slope.reshape(tasks, -1, layout.layers().get(0));
    NDArray perTask = first.sum(new int[] {1});
    NDArray perChunk = first.sum(new int[] {0});
    parts.push(perChunk.sum(new int[] {0}));
    parts.push(chunks.transpose().matMul(perChunk));
    parts.push(generation.embeddings().transpose().matMul(perTask));
    parts.add(perChunk.matMul(chunkWeights.transpose()));
    return new Slope(joined(parts), perTask.matMul(taskWeights.transpose()));
  }

  private static NDArray joined(Iterable<NDArray> parts) {
    NDList flat = new NDList();
    parts.forEach(part -> flat.add(part.reshape(-1)));
    return NDArrays.concat(flat);
  }
}

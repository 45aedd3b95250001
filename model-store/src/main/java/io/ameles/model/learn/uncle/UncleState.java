package io.ameles.model.learn.uncle;

import ai.djl.ndarray.NDManager;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.tensor.Safetensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Everything that a trainer goes on from. As a safetensors file: metadata {@code state}, the
 * format; {@code tasks} and {@code labels}, names in the order in which they were first seen.
 * Tensors {@code parameters}, {@code parameters.mean} and {@code .square} float32, the network as
 * {@link Layout} has it and its optimizer; {@code embeddings}, {@code embeddings.mean} and {@code
 * .square} float32 [tasks, task embedding]; {@code anchors} float32, one task after the other;
 * {@code tasks.numbers} int64 [tasks, 4], how many labels, how many steps of the embedding, 1 if
 * forgotten, and the seed of the noise then; {@code tally} int64.
 *
 * @param weights of the network
 * @param tasks by name, in the order in which they were first seen
 * @param tally of what happened
 */
record UncleState(Weights weights, Map<String, Task> tasks, Tally tally) {
  private static final String FORMAT = "uncle-1";
  private static final int NUMBERS = 4;

  static UncleState begin(Plan plan, NDManager device) {
    float[] initial = Initial.parameters(plan.layout(), plan.chunks(1), plan.seeds());
    return new UncleState(Weights.begin(initial, device), new LinkedHashMap<>(), new Tally());
  }

  byte[] toBytes(Plan plan) {
    Collection<Task> all = tasks.values();
    int width = plan.layout().taskEmbedding();
    long[] numbers = new long[all.size() * NUMBERS];
    int at = 0;
    for (Task task : all) {
      Long seed = task.noiseSeed();
      numbers[at++] = task.width();
      numbers[at++] = task.steps();
      numbers[at++] = seed == null ? 0 : 1;
      numbers[at++] = seed == null ? 0 : seed;
    }
    long[] tallied = tally.toLongs();
    Safetensors file = new Safetensors().put("state", FORMAT);
    file.put("tasks", List.copyOf(tasks.keySet()))
        .put("labels", all.stream().flatMap(task -> task.labels().stream()).toList())
        .put("tasks.numbers", numbers, all.size(), NUMBERS)
        .put("tally", tallied, tallied.length);
    long length = weights.values().size();
    file.put("parameters", weights.values().toFloatArray(), length)
        .put("parameters.mean", weights.meanSlope(), length)
        .put("parameters.square", weights.squareSlope(), length)
        .put("parameters.steps", new long[] {weights.steps()}, 1)
        .put("embeddings", joined(Task::embedding), all.size(), width)
        .put("embeddings.mean", joined(Task::embeddingMean), all.size(), width)
        .put("embeddings.square", joined(Task::embeddingSquare), all.size(), width);
    float[] anchors = joined(Task::anchor);
    file.put("anchors", anchors, anchors.length);
    return file.toBytes();
  }

  private float[] joined(Function<Task, float[]> part) {
    List<float[]> parts = tasks.values().stream().map(part).toList();
    float[] joined = new float[parts.stream().mapToInt(values -> values.length).sum()];
    int from = 0;
    for (float[] values : parts) {
      System.arraycopy(values, 0, joined, from, values.length);
      from += values.length;
    }
    return joined;
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws AmelesException with {@link ErrorCode#CORRUPT_FILE} if it is something else, or was
   *     written under settings that make another network
   */
  static UncleState parse(Plan plan, byte[] bytes, NDManager device) {
    Safetensors file = Safetensors.parse(bytes);
    if (!file.text("state").equals(FORMAT)) {
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE,
          "The snapshot has format %s; this software reads %s."
              .formatted(file.text("state"), FORMAT));
    }
    try {
      return read(plan, file, device);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE,
          "The snapshot does not fit these settings of %s.".formatted(Uncle.TYPE),
          e);
    }
  }

  private static UncleState read(Plan plan, Safetensors file, NDManager device) {
    float[] parameters = file.floats("parameters");
    plan.layout().chunks(parameters.length); // refuses what fits no network
    Weights weights =
        Weights.of(
            parameters,
            file.floats("parameters.mean"),
            file.floats("parameters.square"),
            file.longs("parameters.steps")[0],
            device);
    return new UncleState(weights, tasks(plan, file), Tally.of(file.longs("tally")));
  }

  private static Map<String, Task> tasks(Plan plan, Safetensors file) {
    long[] numbers = file.longs("tasks.numbers");
    List<String> labels = new ArrayList<>(file.texts("labels"));
    float[] embeddings = file.floats("embeddings");
    float[] means = file.floats("embeddings.mean");
    float[] squares = file.floats("embeddings.square");
    float[] anchors = file.floats("anchors");
    Map<String, Task> tasks = new LinkedHashMap<>();
    int width = plan.layout().taskEmbedding();
    int label = 0;
    int anchor = 0;
    for (String name : file.texts("tasks")) {
      int from = tasks.size() * width;
      int at = tasks.size() * NUMBERS;
      Task task = new Task(name, part(embeddings, from, width));
      task.embedding(
          part(embeddings, from, width),
          part(means, from, width),
          part(squares, from, width),
          numbers[at + 1]);
      int own = Math.toIntExact(numbers[at]);
      labels.subList(label, label + own).forEach(one -> task.slot(one, own));
      label += own;
      task.anchor(part(anchors, anchor, task.length(plan.shape())));
      anchor += task.length(plan.shape());
      if (numbers[at + 2] != 0) {
        task.forgotten(numbers[at + 3]);
      }
      tasks.put(name, task);
    }
    return tasks;
  }

  private static float[] part(float[] values, int from, int length) {
    if (from + length > values.length) {
      throw new IllegalArgumentException("the tasks have more values than the file");
    }
    return Arrays.copyOfRange(values, from, from + length);
  }
}

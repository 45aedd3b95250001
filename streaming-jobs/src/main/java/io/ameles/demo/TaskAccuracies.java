package io.ameles.demo;

import io.ameles.demo.dataset.ClassIncrementalStream;
import io.ameles.demo.dataset.LabelledRows;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.head.Head;
import io.ameles.model.head.Queries;
import io.ameles.model.head.Scorer;
import io.ameles.schema.MalformedEventException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Accuracy on the held-out rows of every task. Rows of labels that the model was made to forget do
 * not count: not knowing them is what was asked for.
 */
final class TaskAccuracies {
  private static final int BATCH = 1_000;

  private final Map<String, List<Row>> rows = new LinkedHashMap<>();
  private final Map<String, List<Row>> forgottenRows = new LinkedHashMap<>();
  private final int dimension;
  private final Quantization quantization;

  private record Row(QuantizedVector vector, String label) {}

  /** How many rows there are and how many of them are predicted correctly. */
  record Hits(long rows, long correct) {
    double accuracy() {
      return rows == 0 ? 0 : (double) correct / rows;
    }

    Hits plus(Hits other) {
      return new Hits(rows + other.rows, correct + other.correct);
    }
  }

  TaskAccuracies(
      ClassIncrementalStream stream, Set<String> forgottenLabels, Quantization quantization) {
    this.dimension = stream.dataset().dimension();
    this.quantization = quantization;
    LabelledRows test = stream.dataset().test();
    for (String task : stream.tasks()) {
      List<Row> kept = new ArrayList<>();
      List<Row> forgotten = new ArrayList<>();
      for (int row : stream.testRows(task)) {
        (forgottenLabels.contains(test.label(row)) ? forgotten : kept)
            .add(new Row(quantize(test.features(row)), test.label(row)));
      }
      rows.put(task, kept);
      forgottenRows.put(task, forgotten);
    }
  }

  /** Test rows go the way of all examples: the model is measured on what it is used on. */
  private QuantizedVector quantize(float[] features) {
    try {
      return quantization.quantize(features);
    } catch (MalformedEventException e) {
      throw new IllegalStateException("the data set has a row that cannot be used", e);
    }
  }

  /**
   * What {@code head} gets right, by task.
   *
   * @param tasksKnown whether it is told which task each row belongs to
   */
  Map<String, Hits> of(Head head, boolean tasksKnown) {
    return of(rows, head, tasksKnown);
  }

  /** The same for the labels that were to be forgotten, all tasks together. */
  Hits ofForgotten(Head head, boolean tasksKnown) {
    return of(forgottenRows, head, tasksKnown).values().stream().reduce(new Hits(0, 0), Hits::plus);
  }

  private Map<String, Hits> of(Map<String, List<Row>> byTask, Head head, boolean tasksKnown) {
    Map<String, Hits> hits = new LinkedHashMap<>();
    try (Scorer scorer = head.open(TensorDevice.CPU)) {
      byTask.forEach(
          (task, kept) -> hits.put(task, count(scorer, head, kept, tasksKnown ? task : null)));
    }
    return hits;
  }

  private Hits count(Scorer scorer, Head head, List<Row> kept, @Nullable String task) {
    long correct = 0;
    for (int from = 0; from < kept.size(); from += BATCH) {
      List<Row> batch = kept.subList(from, Math.min(kept.size(), from + BATCH));
      int[] predicted = scorer.predict(queries(batch, task));
      for (int row = 0; row < batch.size(); row++) {
        boolean known = predicted[row] != Scorer.NO_LABEL;
        if (known && head.labels().get(predicted[row]).equals(batch.get(row).label())) {
          correct++;
        }
      }
    }
    return new Hits(kept.size(), correct);
  }

  private Queries queries(List<Row> batch, @Nullable String task) {
    float[] embeddings = new float[batch.size() * dimension];
    for (int row = 0; row < batch.size(); row++) {
      batch.get(row).vector().dequantize((float) quantization.step(), embeddings, row * dimension);
    }
    return new Queries(
        batch.size(), dimension, embeddings, Collections.nCopies(batch.size(), task));
  }
}

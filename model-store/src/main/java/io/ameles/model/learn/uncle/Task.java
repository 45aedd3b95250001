package io.ameles.model.learn.uncle;

import io.ameles.model.head.TaskHeadShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the trainer knows of one task. */
final class Task {
  private final String name;
  private final Map<String, Integer> labels = new LinkedHashMap<>();
  private float[] embedding;
  private float[] embeddingMean;
  private float[] embeddingSquare;
  private long steps;
  private float[] anchor = new float[0];
  private @Nullable Long noiseSeed;

  /**
   * @param embedding [task embedding]; belongs to this task from now on
   */
  Task(String name, float[] embedding) {
    this.name = name;
    this.embedding = embedding;
    this.embeddingMean = new float[embedding.length];
    this.embeddingSquare = new float[embedding.length];
  }

  String name() {
    return name;
  }

  /** In the order in which they were first seen, which is that of the rows of the head. */
  List<String> labels() {
    return List.copyOf(labels.keySet());
  }

  /** How many labels there are. */
  int width() {
    return labels.size();
  }

  /**
   * The row of a label, which is a new one for a new label.
   *
   * @param most labels that there may be
   * @return -1 if there is no room for it
   */
  int slot(String label, int most) {
    Integer known = labels.get(label);
    if (known != null) {
      return known;
    }
    if (labels.size() == most) {
      return -1;
    }
    labels.put(label, labels.size());
    return labels.size() - 1;
  }

  /** How many values of what the network writes for this task mean something. */
  int length(TaskHeadShape shape) {
    return shape.parameters(labels.size());
  }

  /** What stands for this task; not copied. */
  float[] embedding() {
    return embedding;
  }

  /** What the optimizer remembers of its slopes; not copied. */
  float[] embeddingMean() {
    return embeddingMean;
  }

  /** What the optimizer remembers of their squares; not copied. */
  float[] embeddingSquare() {
    return embeddingSquare;
  }

  /** How many steps it has taken. */
  long steps() {
    return steps;
  }

  /** Takes over what the embedding has become; the arrays belong to this task from now on. */
  void embedding(float[] values, float[] mean, float[] square, long taken) {
    embedding = values;
    embeddingMean = mean;
    embeddingSquare = square;
    steps = taken;
  }

  /**
   * The head that this task is held at while others have their turn: what the network wrote at the
   * end of this task's own last turn. Not copied.
   */
  float[] anchor() {
    return anchor;
  }

  void anchor(float[] head) {
    anchor = head;
  }

  boolean forgotten() {
    return noiseSeed != null;
  }

  /** By which the noise can be drawn again that the head was aligned with; null if it was not. */
  @Nullable Long noiseSeed() {
    return noiseSeed;
  }

  void forgotten(@Nullable Long seed) {
    noiseSeed = seed;
  }

  /** Begins anew after it was forgotten: what it called its labels is forgotten, too. */
  void revive() {
    noiseSeed = null;
    labels.clear();
  }
}

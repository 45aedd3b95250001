package io.ameles.model.evidence.measure;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.head.Head;
import io.ameles.model.head.Queries;
import io.ameles.model.head.Scorer;
import io.ameles.model.learn.Lesson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The score that a head gives every one of its labels for each of some examples. The head is told
 * an example's task, as it is in the stream. Immutable and thread-safe.
 */
public final class Outputs {
  private static final int ROWS_AT_ONCE = 1024;

  private final List<Lesson> lessons;
  private final List<String> labels;
  private final float[] scores;

  private Outputs(List<Lesson> lessons, List<String> labels, float[] scores) {
    this.lessons = lessons;
    this.labels = labels;
    this.scores = scores;
  }

  /**
   * @param head whose outputs
   * @param lessons about what, any number; copied
   * @param space of their embeddings
   * @param device that computes
   */
  public static Outputs of(
      Head head, List<Lesson> lessons, EmbeddingSpace space, TensorDevice device) {
    int labels = head.labels().size();
    float[] scores = new float[Math.multiplyExact(lessons.size(), labels)];
    try (Scorer scorer = head.open(device)) {
      for (int from = 0; from < lessons.size(); from += ROWS_AT_ONCE) {
        List<Lesson> part = lessons.subList(from, Math.min(lessons.size(), from + ROWS_AT_ONCE));
        float[] some = scorer.score(queries(part, space));
        System.arraycopy(some, 0, scores, from * labels, some.length);
      }
    }
    return of(head.labels(), lessons, scores);
  }

  /**
   * @param labels that are scored, without repetition; copied
   * @param lessons about what; copied
   * @param scores [lessons, labels] row by row; given away
   */
  static Outputs of(List<String> labels, List<Lesson> lessons, float... scores) {
    if (scores.length != lessons.size() * labels.size()) {
      throw new IllegalArgumentException(
          "%d scores for %d examples and %d labels"
              .formatted(scores.length, lessons.size(), labels.size()));
    }
    for (float score : scores) {
      if (Float.isNaN(score) || score == Float.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("a head scored an example " + score);
      }
    }
    return new Outputs(List.copyOf(lessons), List.copyOf(labels), scores);
  }

  private static Queries queries(List<Lesson> lessons, EmbeddingSpace space) {
    float[] embeddings = new float[Math.multiplyExact(lessons.size(), space.dimension())];
    List<@Nullable String> tasks = new ArrayList<>();
    for (int row = 0; row < lessons.size(); row++) {
      Lesson lesson = lessons.get(row);
      lesson.vector().dequantize((float) space.step(), embeddings, row * space.dimension());
      tasks.add(lesson.task());
    }
    return new Queries(lessons.size(), space.dimension(), embeddings, tasks);
  }

  /** How many examples. */
  public int size() {
    return lessons.size();
  }

  /** The labels that are scored. */
  public List<String> labels() {
    return labels;
  }

  /** The example of a row. */
  public Lesson lesson(int row) {
    return lessons.get(row);
  }

  /** The score of the label at {@code label} in {@link #labels}. */
  public float score(int row, int label) {
    return scores[row * labels.size() + label];
  }

  /** The label with the highest score, the first if several have it; null without any label. */
  public @Nullable String predicted(int row) {
    int best = -1;
    for (int label = 0; label < labels.size(); label++) {
      if (best < 0 || score(row, label) > score(row, best)) {
        best = label;
      }
    }
    return best < 0 ? null : labels.get(best);
  }

  /** Whether that is the example's label. */
  public boolean isCorrect(int row) {
    return lesson(row).label().equals(predicted(row));
  }

  /** How many of the examples are predicted correctly; null if there are none. */
  public @Nullable Share accuracy() {
    int hits = 0;
    for (int row = 0; row < size(); row++) {
      hits += isCorrect(row) ? 1 : 0;
    }
    return size() == 0 ? null : new Share(hits, size());
  }

  /**
   * A row as a representation of its example: scores less their mean, because scores compare within
   * a row only; 0, the mean, for a label that cannot be meant.
   *
   * @return [labels], a new array
   */
  double[] centred(int row) {
    double mean = mean(row);
    double[] centred = new double[labels.size()];
    for (int label = 0; label < centred.length; label++) {
      float score = score(row, label);
      centred[label] = Float.isFinite(score) ? score - mean : 0;
    }
    return centred;
  }

  private double mean(int row) {
    double sum = 0;
    int finite = 0;
    for (int label = 0; label < labels.size(); label++) {
      if (Float.isFinite(score(row, label))) {
        sum += score(row, label);
        finite++;
      }
    }
    return finite == 0 ? 0 : sum / finite;
  }
}

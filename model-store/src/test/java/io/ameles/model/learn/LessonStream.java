package io.ameles.model.learn;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.head.Head;
import io.ameles.model.head.Queries;
import io.ameles.model.head.Scorer;
import io.ameles.model.identity.Pseudonym;
import io.ameles.model.identity.PseudonymKey;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.schema.MalformedEventException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Seeded lessons: every label is a cloud around a point of its own, two labels make a task, and ten
 * subjects take turns.
 */
public final class LessonStream {
  /** The dimension of the clouds. */
  public static final int DIMENSION = 16;

  /** The space of the clouds. */
  public static final EmbeddingSpace SPACE =
      new EmbeddingSpace(DIMENSION, Quantization.DEFAULT.step());

  private static final int SUBJECTS = 10;
  private static final double SPREAD = 0.15;

  private final Random random;
  private final double[][] centres;
  private long clock;

  /**
   * @param labels how many
   * @param seed of everything random
   */
  public LessonStream(int labels, long seed) {
    this.random = new Random(seed);
    this.centres = new double[labels][DIMENSION];
    for (double[] centre : centres) {
      for (int i = 0; i < DIMENSION; i++) {
        centre[i] = random.nextGaussian();
      }
    }
  }

  /** The name of a label; the order of names is that of numbers. */
  public static String label(int number) {
    return "label-%05d".formatted(number);
  }

  /** The task of a label. */
  public static String task(int label) {
    return "task-%05d".formatted(label / 2);
  }

  /** A subject's pseudonym. */
  public static Pseudonym subject(int number) {
    return new Pseudonyms(PseudonymKey.parse("5a".repeat(32))).ofSubject("subject-" + number);
  }

  /** One example of a label, later than all before. */
  public Lesson next(int label) {
    float[] features = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      features[i] = (float) (centres[label][i] + SPREAD * random.nextGaussian());
    }
    clock++;
    return new Lesson(
        subject((int) (clock % SUBJECTS)),
        clock * 1000,
        label(label),
        task(label),
        vector(features));
  }

  /** {@code count} examples of each of the labels from {@code from} up to {@code to}, mixed. */
  public List<Lesson> of(int from, int to, int count) {
    List<Integer> order = new ArrayList<>();
    for (int label = from; label < to; label++) {
      order.addAll(Collections.nCopies(count, label));
    }
    Collections.shuffle(order, random);
    return order.stream().map(this::next).toList();
  }

  /** As events are quantized. */
  public static QuantizedVector vector(float... features) {
    try {
      return Quantization.DEFAULT.quantize(features);
    } catch (MalformedEventException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Shows lessons in batches. */
  public static void learn(Trainer trainer, List<Lesson> lessons, int batch) {
    for (int from = 0; from < lessons.size(); from += batch) {
      trainer.learn(lessons.subList(from, Math.min(lessons.size(), from + batch)));
    }
  }

  /** How many of the lessons {@code head} predicts, between 0 and 1; with their tasks if wanted. */
  public static double accuracy(Head head, List<Lesson> lessons, boolean withTasks) {
    List<@Nullable String> tasks = new ArrayList<>();
    float[] embeddings = new float[lessons.size() * DIMENSION];
    for (int row = 0; row < lessons.size(); row++) {
      lessons.get(row).vector().dequantize((float) SPACE.step(), embeddings, row * DIMENSION);
      tasks.add(withTasks ? lessons.get(row).task() : null);
    }
    int correct = 0;
    try (Scorer scorer = head.open(TensorDevice.CPU)) {
      int[] predicted = scorer.predict(new Queries(lessons.size(), DIMENSION, embeddings, tasks));
      for (int row = 0; row < predicted.length; row++) {
        boolean known = predicted[row] != Scorer.NO_LABEL;
        if (known && head.labels().get(predicted[row]).equals(lessons.get(row).label())) {
          correct++;
        }
      }
    }
    return (double) correct / lessons.size();
  }
}

package io.ameles.model.evidence;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.learn.Lesson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Chooses what is to be forgotten, by a seed. Every kind of request is drawn independently of the
 * others. Immutable and thread-safe.
 */
public final class RemovalChoice {
  /** A subject with fewer examples leaves too little to measure, if there are others. */
  private static final int LEAST_OF_A_SUBJECT = 10;

  private final Course course;
  private final long seed;

  /**
   * @param course of which
   * @param seed decides
   */
  public RemovalChoice(Course course, long seed) {
    this.course = course;
    this.seed = seed;
  }

  /**
   * A request.
   *
   * @param selection what kind
   * @param count how many, of single examples
   * @return empty if there is nothing of the kind that could be tested
   */
  public Optional<Removal> choose(Selection selection, int count) {
    return switch (selection) {
      case RANDOM -> Optional.of(randomExamples(count));
      case COHERENT -> Optional.of(coherentExamples(count));
      case SUBJECT -> Optional.of(subject());
      case LABEL -> label();
      case TASK -> task();
    };
  }

  /** Examples that have nothing to do with one another. */
  Removal randomExamples(int count) {
    List<Integer> rows = shuffled("random");
    return examples(Selection.RANDOM, rows.subList(0, Math.min(count, rows.size())));
  }

  /**
   * An example and those most similar to it by cosine, which is harder: what remains says little
   * about where they were. After Georgiev et al., "Attribute-to-Delete" (2025).
   */
  Removal coherentExamples(int count) {
    List<Lesson> before = course.before();
    float[] centre = unit(before.get(shuffled("coherent").get(0)).vector());
    double[] similarity = new double[before.size()];
    for (int row = 0; row < similarity.length; row++) {
      similarity[row] = dot(centre, unit(before.get(row).vector()));
    }
    List<Integer> rows =
        IntStream.range(0, similarity.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> -similarity[row]))
            .limit(count)
            .toList();
    return examples(Selection.COHERENT, rows);
  }

  private Removal examples(Selection selection, Collection<Integer> rows) {
    return new Removal(
        selection,
        "%d %s examples, seed %d".formatted(rows.size(), selection.text(), seed),
        new TreeSet<>(rows));
  }

  /** A subject with enough examples to measure something, or else the one with most. */
  Removal subject() {
    TreeMap<String, Integer> counts = new TreeMap<>();
    course.before().forEach(lesson -> counts.merge(lesson.subject().toHex(), 1, Integer::sum));
    int least = Math.min(LEAST_OF_A_SUBJECT, Collections.max(counts.values()));
    counts.values().removeIf(count -> count < least);
    return Removal.whole(
        Selection.SUBJECT, anyOf(counts.keySet(), "subject").orElseThrow(), course);
  }

  /** A label; empty if none was learned that there are test examples of. */
  Optional<Removal> label() {
    Set<String> tested = course.test().stream().map(Lesson::label).collect(Collectors.toSet());
    Set<String> labels =
        course.before().stream()
            .map(Lesson::label)
            .filter(tested::contains)
            .collect(Collectors.toCollection(TreeSet::new));
    return anyOf(labels, "label").map(label -> Removal.whole(Selection.LABEL, label, course));
  }

  /** A task; empty if none was learned that there are test examples of. */
  Optional<Removal> task() {
    Set<String> tested =
        course.test().stream()
            .map(Lesson::task)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    Set<String> tasks =
        course.before().stream()
            .map(Lesson::task)
            .filter(Objects::nonNull)
            .filter(tested::contains)
            .collect(Collectors.toCollection(TreeSet::new));
    return anyOf(tasks, "task").map(task -> Removal.whole(Selection.TASK, task, course));
  }

  private Optional<String> anyOf(Collection<String> names, String purpose) {
    List<String> sorted = names.stream().sorted().toList();
    return sorted.isEmpty()
        ? Optional.empty()
        : Optional.of(sorted.get(random(purpose).nextInt(sorted.size())));
  }

  private List<Integer> shuffled(String purpose) {
    List<Integer> rows =
        new ArrayList<>(IntStream.range(0, course.requestAfter()).boxed().toList());
    Collections.shuffle(rows, random(purpose));
    return rows;
  }

  private Random random(String purpose) {
    // Spread first: the first numbers of java.util.Random hardly differ between neighbouring seeds.
    return new Random(new SplittableRandom(31 * seed + purpose.hashCode()).nextLong());
  }

  /** A zero vector stays zero and is similar to nothing. */
  private static float[] unit(QuantizedVector vector) {
    float[] values = new float[vector.dimension()];
    vector.dequantize(1, values, 0);
    double length = Math.sqrt(dot(values, values));
    if (length > 0) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (values[i] / length);
      }
    }
    return values;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}

package io.ameles.model.evidence;

import io.ameles.model.learn.Lesson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * What models are asked about after a request.
 *
 * @param forgotten examples that were learned and forgotten, a sample if there are many
 * @param unseen test examples of the same distribution: of the forgotten label, task or, in the
 *     same proportions, of the labels of the forgotten examples
 * @param retained test examples of whatever else was learned
 * @param represented some of them, to compare representations by
 */
record Questions(
    List<Lesson> forgotten, List<Lesson> unseen, List<Lesson> retained, List<Lesson> represented) {
  /** There may be more of {@code retained} only. */
  private static final int MOST = 1_000;

  /**
   * @param seed decides which, if there are too many
   */
  static Questions of(Course course, Removal removal, long seed) {
    Random random = new Random(seed);
    List<Lesson> forgotten =
        sample(removal.rows().stream().map(course.train()::get).toList(), MOST, random);
    List<Lesson> retained = retained(course, removal);
    return new Questions(
        forgotten,
        sample(unseen(course, forgotten, random), MOST, random),
        retained,
        sample(retained, MOST, random));
  }

  /** As many test examples as there are, each label with the share that it has in the forgotten. */
  private static List<Lesson> unseen(Course course, List<Lesson> forgotten, Random random) {
    Map<String, Integer> wanted = new TreeMap<>();
    forgotten.forEach(lesson -> wanted.merge(lesson.label(), 1, Integer::sum));
    Map<String, List<Lesson>> there = new HashMap<>();
    for (Lesson lesson : course.test()) {
      there.computeIfAbsent(lesson.label(), label -> new ArrayList<>()).add(lesson);
    }
    wanted.keySet().retainAll(there.keySet());
    double perForgotten =
        wanted.entrySet().stream()
            .mapToDouble(entry -> (double) of(there, entry.getKey()).size() / entry.getValue())
            .min()
            .orElse(0);
    List<Lesson> chosen = new ArrayList<>();
    wanted.forEach(
        (label, count) ->
            chosen.addAll(
                sample(
                    of(there, label),
                    (int) Math.max(1, Math.round(perForgotten * count)),
                    random)));
    return chosen;
  }

  private static List<Lesson> of(Map<String, List<Lesson>> lessons, String label) {
    return Objects.requireNonNull(lessons.get(label));
  }

  private static List<Lesson> retained(Course course, Removal removal) {
    Set<String> labels = new HashSet<>();
    for (int row = 0; row < course.requestAfter(); row++) {
      if (!removal.covers(row)) {
        labels.add(course.train().get(row).label());
      }
    }
    return course.test().stream()
        .filter(lesson -> labels.contains(lesson.label()) && !removal.concerns(lesson))
        .toList();
  }

  /** All of them if there are no more than {@code most}, or else some, in their order. */
  static List<Lesson> sample(List<Lesson> lessons, int most, Random random) {
    List<Lesson> sample = new ArrayList<>();
    int left = lessons.size();
    for (Lesson lesson : lessons) {
      // Of those left, as many as are still wanted, each equally likely.
      if (random.nextInt(left--) < most - sample.size()) {
        sample.add(lesson);
      }
    }
    return sample;
  }
}

package io.ameles.model.evidence;

import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.learn.Lesson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;

/**
 * What is learned, and what is never learned but asked about.
 *
 * @param space of all embeddings
 * @param train in the order in which it is learned
 * @param test of the same labels, none of it in {@code train}
 * @param batch examples of a micro-batch, at least 1
 * @param requestAfter how many of {@code train} are learned when the request comes; the others are
 *     learned after it; 1 to all
 */
public record Course(
    EmbeddingSpace space, List<Lesson> train, List<Lesson> test, int batch, int requestAfter) {
  /** Copies the lists. */
  public Course {
    train = List.copyOf(train);
    test = List.copyOf(test);
    if (batch < 1 || requestAfter < 1 || requestAfter > train.size()) {
      throw new IllegalArgumentException(
          "a request after %d of %d examples in batches of %d"
              .formatted(requestAfter, train.size(), batch));
    }
  }

  /** What is learned before the request. */
  public List<Lesson> before() {
    return train.subList(0, requestAfter);
  }

  /** What is learned after it. */
  public List<Lesson> after() {
    return train.subList(requestAfter, train.size());
  }

  /**
   * The chosen ones of {@link #before} in the micro-batches in which all of them come, so that
   * leaving some out moves no other into another batch; possibly with empty batches.
   *
   * @param rows which, by their position in the order
   */
  List<List<Lesson>> batchesBefore(IntPredicate rows) {
    return batches(before(), rows);
  }

  /** All of {@link #before} in another order, in micro-batches. */
  List<List<Lesson>> shuffledBefore(long seed) {
    List<Lesson> shuffled = new ArrayList<>(before());
    Collections.shuffle(shuffled, new Random(seed));
    return batches(shuffled, row -> true);
  }

  /** The same of any examples. */
  List<List<Lesson>> batches(List<Lesson> lessons, IntPredicate rows) {
    List<List<Lesson>> batches = new ArrayList<>();
    for (int from = 0; from < lessons.size(); from += batch) {
      List<Lesson> some = new ArrayList<>();
      for (int row = from; row < Math.min(lessons.size(), from + batch); row++) {
        if (rows.test(row)) {
          some.add(lessons.get(row));
        }
      }
      batches.add(some);
    }
    return batches;
  }
}

package io.ameles.model.evidence;

import io.ameles.model.evidence.Findings.Relapse;
import io.ameles.model.evidence.Findings.Relearning;
import io.ameles.model.evidence.measure.Outputs;
import io.ameles.model.evidence.measure.Share;
import io.ameles.model.learn.Lesson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a forgotten label or task later: whether it comes back by itself, and how fast it
 * is learned again.
 */
final class Aftermath {
  /** Relearning is over when so much of the former accuracy is there again. */
  private static final double ENOUGH = 0.8;

  /** Relearning goes on by one of so many examples learned, so that few are told apart. */
  private static final int STEPS = 4;

  private static final int RELAPSE_POINTS = 8;

  private final Trial trial;
  private final Course course;
  private final Removal removal;
  private final List<Lesson> unseen;
  private final @Nullable Share before;

  /**
   * @param unseen test examples of what was forgotten
   * @param before what the model said about them before the request
   */
  Aftermath(Trial trial, Removal removal, List<Lesson> unseen, Outputs before) {
    this.trial = trial;
    this.course = trial.course();
    this.removal = removal;
    this.unseen = unseen;
    this.before = before.accuracy();
  }

  /** Leaves both models as they are; null if it does not apply. */
  @Nullable Relearning relearning(LiveModel unlearned, LiveModel retrained) {
    if (!removal.isOfAKind() || before == null || before.hits() == 0) {
      return null;
    }
    return new Relearning(
        removal.rows().size(), needed(unlearned, before), needed(retrained, before));
  }

  private @Nullable Integer needed(LiveModel model, Share wanted) {
    List<Lesson> lessons = removal.rows().stream().map(course.train()::get).toList();
    try (LiveModel pupil = model.copy()) {
      int learned = 0;
      while (accuracy(pupil).value() < ENOUGH * wanted.value()) {
        if (learned == lessons.size()) {
          return null;
        }
        int step = Math.min(course.batch(), Math.max(1, learned / STEPS));
        int next = Math.min(lessons.size(), learned + step);
        pupil.learn(lessons.subList(learned, next));
        learned = next;
      }
      return learned;
    }
  }

  /**
   * Has both models learn what comes after the request, but for what it concerns.
   *
   * @return null if it does not apply
   */
  @Nullable Relapse relapse(LiveModel unlearned, LiveModel retrained) {
    List<Lesson> after = course.after();
    List<List<Lesson>> batches = course.batches(after, row -> !removal.concerns(after.get(row)));
    boolean applies = removal.isOfAKind() && before != null;
    List<Relapse.Point> points = new ArrayList<>();
    int learned = 0;
    for (int batch = 0; batch < batches.size(); batch++) {
      if (applies && isPoint(batch, batches.size())) {
        points.add(point(learned, unlearned, retrained));
      }
      unlearned.learn(batches.get(batch));
      retrained.learn(batches.get(batch));
      learned += batches.get(batch).size();
    }
    if (!applies || learned == 0) {
      return null;
    }
    points.add(point(learned, unlearned, retrained));
    return new Relapse(points);
  }

  /** The first, and every so many. */
  private static boolean isPoint(int batch, int batches) {
    return batch % Math.max(1, batches / RELAPSE_POINTS) == 0;
  }

  private Relapse.Point point(int learned, LiveModel unlearned, LiveModel retrained) {
    Share reference = before == null ? accuracy(unlearned) : before;
    return new Relapse.Point(
        learned, new Comparison(reference, accuracy(unlearned), accuracy(retrained)));
  }

  /** On what was forgotten, of which there is something. */
  private Share accuracy(LiveModel model) {
    Share share = Outputs.of(model.head(), unseen, course.space(), trial.device()).accuracy();
    if (share == null) {
      throw new IllegalStateException("there is nothing to measure the accuracy on");
    }
    return share;
  }
}

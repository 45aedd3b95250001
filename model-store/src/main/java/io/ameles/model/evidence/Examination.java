package io.ameles.model.evidence;

import io.ameles.model.evidence.Findings.Equality;
import io.ameles.model.evidence.Findings.Order;
import io.ameles.model.evidence.Findings.Parameters;
import io.ameles.model.evidence.Findings.Relapse;
import io.ameles.model.evidence.Findings.Relearning;
import io.ameles.model.evidence.measure.NeighbourProbe;
import io.ameles.model.head.Head;
import io.ameles.model.head.HeadKind;
import io.ameles.model.learn.Learner;
import io.ameles.model.learn.Lesson;
import io.ameles.schema.DeletionScope;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request to one learner: the model before it, the model after it, and one that was trained
 * without what is forgotten.
 *
 * <p>NOT thread-safe.
 */
final class Examination implements AutoCloseable {
  private final Trial trial;
  private final Course course;
  private final Learner learner;
  private final Removal removal;
  private final Questions questions;
  private final Answers before;
  private final LiveModel unlearned;
  private final LiveModel retrained;

  /**
   * @param before has learned what comes before the request; left as it is
   */
  Examination(Trial trial, Learner learner, LiveModel before, Removal removal) {
    this.trial = trial;
    this.course = trial.course();
    this.learner = learner;
    this.removal = removal;
    this.questions = Questions.of(course, removal, trial.seed());
    this.before = ask(before);
    this.unlearned = before.copy();
    this.retrained = LiveModel.open(learner, trial.device());
  }

  private Answers ask(LiveModel model) {
    return Answers.of(model.head(), questions, trial);
  }

  /** The accuracy of guessing among the labels that there are for what is forgotten. */
  double chance() {
    List<Lesson> guessed =
        removal.scope() == DeletionScope.TASK ? questions.forgotten() : course.before();
    return 1.0 / guessed.stream().map(Lesson::label).distinct().count();
  }

  /** Carries out the request, learns on, and measures; to be called once. */
  Findings findings() {
    forget(unlearned);
    course.batchesBefore(row -> !removal.covers(row)).forEach(retrained::learn);
    Contrast contrast = new Contrast(before, ask(unlearned), ask(retrained));
    Order order = order(contrast.unlearned());
    Equality now = equality(contrast.unlearned().head(), contrast.retrained().head());
    Aftermath aftermath = new Aftermath(trial, removal, questions.unseen(), before.unseen());
    @Nullable Relearning relearning = aftermath.relearning(unlearned, retrained);
    @Nullable Relapse relapse = aftermath.relapse(unlearned, retrained);
    Equality later = equality(unlearned.head(), retrained.head());
    Parameters parameters =
        new Parameters(now, later, contrast.unlearned().disagreementWith(contrast.retrained()));
    return new Findings(
        parameters,
        order,
        contrast.accuracy(Answers::forgotten),
        contrast.accuracy(Answers::unseen),
        contrast.accuracy(Answers::retained),
        contrast.attacks(),
        contrast.probe(trial.seed(), NeighbourProbe::forgotten),
        contrast.probe(trial.seed(), NeighbourProbe::others),
        contrast.similarity(Answers::forgotten),
        contrast.similarity(Answers::represented),
        relearning,
        contrast.spill(),
        relapse);
  }

  private void forget(LiveModel model) {
    model.forget(removal, course.batchesBefore(removal::covers));
  }

  /** Learns the same in another order and forgets the same. */
  private Order order(Answers usual) {
    try (LiveModel other = LiveModel.open(learner, trial.device())) {
      course.shuffledBefore(trial.seed()).forEach(other::learn);
      forget(other);
      Answers answers = ask(other);
      return new Order(areEqual(usual.head(), answers.head()), usual.disagreementWith(answers));
    }
  }

  private Equality equality(Head ofUnlearned, Head ofRetrained) {
    return new Equality(
        areEqual(ofUnlearned, ofRetrained),
        Arrays.equals(unlearned.state(), retrained.state()),
        unlearned.digest(),
        retrained.digest());
  }

  private static boolean areEqual(Head one, Head other) {
    return Arrays.equals(HeadKind.toBytes(one), HeadKind.toBytes(other));
  }

  @Override
  public void close() {
    unlearned.close();
    retrained.close();
  }
}

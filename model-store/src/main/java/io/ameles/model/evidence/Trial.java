package io.ameles.model.evidence;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.learn.Learner;
import io.ameles.schema.Guarantee;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts learners to the test on one course with one seed. Immutable and thread-safe, as far as the
 * learners are.
 *
 * @param course what is learned
 * @param seed of whatever is random about the measurements
 * @param device that computes
 * @param unsupportedToo whether to measure what happens where a learner claims nothing, too
 */
public record Trial(Course course, long seed, TensorDevice device, boolean unsupportedToo) {
  /**
   * Has a learner learn the course and carries out each of the requests by itself, on a copy.
   *
   * @param learner any
   * @param removals of this course
   * @param progress told of each as soon as it is there
   * @return in the order of {@code removals}
   */
  public List<Evidence> examine(
      Learner learner, List<Removal> removals, Consumer<Evidence> progress) {
    List<Evidence> all = new ArrayList<>();
    try (LiveModel before = LiveModel.open(learner, device)) {
      course.batchesBefore(row -> true).forEach(before::learn);
      for (Removal removal : removals) {
        Evidence evidence = examine(learner, before, removal);
        progress.accept(evidence);
        all.add(evidence);
      }
    }
    return all;
  }

  private Evidence examine(Learner learner, LiveModel before, Removal removal) {
    Guarantee declared = learner.guarantee(removal.scope());
    if (declared == Guarantee.UNSUPPORTED && !unsupportedToo) {
      return evidence(learner, removal, null, Judgement.unsupported());
    }
    try (Examination examination = new Examination(this, learner, before, removal)) {
      Findings findings = examination.findings();
      return evidence(
          learner,
          removal,
          findings,
          Judgement.of(declared, removal, findings, examination.chance()));
    }
  }

  private Evidence evidence(
      Learner learner, Removal removal, @Nullable Findings findings, Judgement judgement) {
    return new Evidence(
        learner.settings(),
        learner.guarantee(removal.scope()),
        removal.selection(),
        removal.target(),
        seed,
        course.requestAfter(),
        removal.rows().size(),
        findings,
        judgement);
  }
}

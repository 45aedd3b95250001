package io.ameles.model.verify;

import java.util.List;

/**
 * What the topics give, next to what a version's manifest states.
 *
 * @param epoch of the version
 * @param expectedLiveExamples how many examples the manifest says the version is made of
 * @param liveExamples how many examples to train on the topics say are live
 * @param expectedEvaluationExamples how many examples the manifest says it is evaluated on
 * @param evaluationExamples how many examples to evaluate on the topics say are live
 * @param events what was found among the labelled events
 * @param deletions what was found among the deletions
 * @param learners one entry per learner of the manifest, in its order
 */
public record AuditResult(
    long epoch,
    long expectedLiveExamples,
    long liveExamples,
    long expectedEvaluationExamples,
    long evaluationExamples,
    TopicAudit events,
    TopicAudit deletions,
    List<LearnerAudit> learners) {
  /** Copies the list. */
  public AuditResult {
    learners = List.copyOf(learners);
  }

  /**
   * Whether the version is, to the last bit, what the topics say it must be: the numbers of live
   * examples of either use and the state of every learner. A version without learners is equal if
   * the number is.
   */
  public boolean equal() {
    return liveExamples == expectedLiveExamples
        && evaluationExamples == expectedEvaluationExamples
        && learners.stream().allMatch(LearnerAudit::equal);
  }

  /**
   * Whether the topics still have every record that the version was made from. If they do not, then
   * a version that differs may nevertheless be right.
   */
  public boolean complete() {
    return events.complete() && deletions.complete();
  }
}

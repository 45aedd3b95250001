package io.ameles.model.evidence.measure;

/**
 * Membership inference against one model: whether its outputs tell the forgotten examples from
 * examples of the same distribution that it never saw.
 *
 * @param members outputs for the examples that may have been learned; at least one
 * @param others outputs for those that were not; at least one
 */
public record Attack(Outputs members, Outputs others) {
  /** Whether there is anything to attack. */
  public boolean isPossible() {
    return members.size() > 0 && others.size() > 0;
  }

  /** How well {@code score} tells them apart. */
  public Auc auc(AttackScore score) {
    return separation(score).auc();
  }

  /** The area less that of {@code control}, an attack on another model by the same examples. */
  public Interval advantageOver(Attack control, AttackScore score) {
    return separation(score).minus(control.separation(score));
  }

  private Separation separation(AttackScore score) {
    return Separation.of(score.of(members), score.of(others));
  }
}

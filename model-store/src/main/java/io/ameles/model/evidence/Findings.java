package io.ameles.model.evidence;

import io.ameles.model.evidence.measure.AttackScore;
import io.ameles.model.evidence.measure.Auc;
import io.ameles.model.evidence.measure.Disagreement;
import io.ameles.model.evidence.measure.Interval;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that was measured about one request to one learner. "Retrained" is always a model that was
 * trained without the forgotten examples, in the same order and batches. What could not be measured
 * is null.
 *
 * @param parameters whether the unlearned model is the retrained one
 * @param order whether it matters in which order the examples were learned before the request
 * @param forgottenAccuracy on the forgotten examples
 * @param unseenAccuracy on test examples of the same distribution
 * @param retainedAccuracy on test examples of everything else
 * @param attacks what membership inference finds; empty if there were no unseen examples
 * @param forgottenProbe nearest neighbours in the outputs, for forgotten examples
 * @param retainedProbe the same for others
 * @param forgottenSimilarity of the outputs for forgotten examples
 * @param retainedSimilarity of the outputs for others
 * @param relearning how fast what was forgotten comes back when it is learned again; of a label or
 *     task only
 * @param spill what the request did to everything else
 * @param relapse whether what was forgotten comes back by itself; of a label or task only, and if
 *     anything was learned after the request
 */
public record Findings(
    Parameters parameters,
    Order order,
    @Nullable Comparison forgottenAccuracy,
    @Nullable Comparison unseenAccuracy,
    @Nullable Comparison retainedAccuracy,
    List<Membership> attacks,
    @Nullable Comparison forgottenProbe,
    @Nullable Comparison retainedProbe,
    Similarity forgottenSimilarity,
    Similarity retainedSimilarity,
    @Nullable Relearning relearning,
    Spill spill,
    @Nullable Relapse relapse) {
  /** Copies the list. */
  public Findings {
    attacks = List.copyOf(attacks);
  }

  /**
   * The attack that makes the largest difference between the model before the request and the
   * retrained one: it sees what there was to be forgotten, and not that forgotten and unseen
   * examples are of a different kind. What the unlearned model says has no part in the choice. Null
   * if there is none.
   */
  public @Nullable Membership strongestAttack() {
    return attacks.stream()
        .max(
            Comparator.comparingDouble(
                attack -> Math.abs(attack.before().value() - attack.retrained().value())))
        .orElse(null);
  }

  /**
   * The unlearned model beside the retrained one.
   *
   * @param afterRequest right after the request
   * @param atTheEnd after whatever was learned later
   * @param outputs how differently the two answered right after the request
   */
  public record Parameters(Equality afterRequest, Equality atTheEnd, Disagreement outputs) {
    /** Whether they were the same all the time. */
    public boolean bitEqual() {
      return afterRequest.isWhole() && atTheEnd.isWhole();
    }
  }

  /**
   * Whether two models are the same to the last bit.
   *
   * @param head whether their parameters are
   * @param state whether everything is that they go on from, of which parameters may hide a part
   * @param unlearnedDigest state digest of the unlearned model
   * @param retrainedDigest state digest of the retrained model
   */
  public record Equality(
      boolean head, boolean state, String unlearnedDigest, String retrainedDigest) {
    /** Whether nothing whatever is different. */
    public boolean isWhole() {
      return head && state && unlearnedDigest.equals(retrainedDigest);
    }
  }

  /**
   * The unlearned model beside one that learned the same examples in another order before the same
   * request. A model that depends on its past in this way is no function of what it was asked to
   * keep; see Yu et al., "On the Impossibility of Retrain Equivalence in Machine Unlearning"
   * (2025).
   *
   * @param bitEqual whether they have the same parameters
   * @param outputs how differently they answer
   */
  public record Order(boolean bitEqual, Disagreement outputs) {}

  /**
   * One membership inference attack on three models.
   *
   * @param score by which the attacker guesses
   * @param before the request
   * @param unlearned after it
   * @param retrained without the forgotten examples: what the attack finds where nothing is to be
   *     found
   * @param known what there was to be forgotten: by how much the area was larger before the request
   *     than it is of the retrained model
   * @param left what is left of it: by how much the unlearned model's area is larger than the
   *     retrained model's
   */
  public record Membership(
      AttackScore score, Auc before, Auc unlearned, Auc retrained, Interval known, Interval left) {
    /** The middle of {@link #left}. */
    public double gap() {
      return unlearned.value() - retrained.value();
    }
  }

  /**
   * Linear CKA with the retrained model's outputs, 0 to 1.
   *
   * @param before of the model before the request; null where undefined
   * @param unlearned of the unlearned model; null where undefined
   */
  public record Similarity(@Nullable Double before, @Nullable Double unlearned) {}

  /**
   * How many examples bring accuracy on what was forgotten back to 80 % of what it was.
   *
   * @param offered how many there were to learn from
   * @param unlearned for the unlearned model, 0 if it had not fallen below; null if all were not
   *     enough
   * @param retrained for the model that never knew
   */
  public record Relearning(int offered, @Nullable Integer unlearned, @Nullable Integer retrained) {
    /**
     * The unlearned model's number over the retrained model's: 1 is perfect, below 1 something was
     * remembered. Null if either needs more than was offered, or the retrained model none.
     */
    public @Nullable Double ratio() {
      return unlearned == null || retrained == null || retrained == 0
          ? null
          : (double) unlearned / retrained;
    }
  }

  /**
   * How the request changed accuracy on everything else. Learning without the forgotten examples
   * would have changed it as well, as the retrained model shows.
   *
   * @param unlearned sum over tasks (or labels, without tasks) of the absolute change of accuracy
   * @param retrained the same for the retrained model
   * @param changes of the unlearned model, by task or label
   */
  public record Spill(double unlearned, double retrained, SortedMap<String, Double> changes) {
    /** Copies the map. */
    public Spill {
      changes = new TreeMap<>(changes);
    }
  }

  /**
   * Accuracy on what was forgotten while other examples are learned.
   *
   * @param points in order, the first right after the request
   */
  public record Relapse(List<Point> points) {
    /** Copies the list. */
    public Relapse {
      points = List.copyOf(points);
    }

    /**
     * One moment.
     *
     * @param learned how many examples since the request
     * @param accuracy then; before is what it was before the request
     */
    public record Point(int learned, Comparison accuracy) {}

    /** How much of it came back at most. */
    public double returned() {
      double first = points.get(0).accuracy().unlearned().value();
      return points.stream()
          .mapToDouble(point -> point.accuracy().unlearned().value() - first)
          .max()
          .orElse(0);
    }
  }
}

package io.ameles.model.evidence;

import io.ameles.model.evidence.Findings.Membership;
import io.ameles.schema.Guarantee;
import java.util.Locale;

/**
 * A verdict and why.
 *
 * @param verdict on the declaration
 * @param reason one sentence with the numbers that decided
 */
public record Judgement(Verdict verdict, String reason) {
  /**
   * Below this difference in accuracy between the model before the request and the retrained one,
   * too little was there to be forgotten.
   */
  static final double LEAST_TO_FORGET = 0.1;

  /** Of what there was to forget, so much must be gone. */
  static final double MOST = 0.5;

  /** The area under the curve of an attack that knows nothing. */
  private static final double GUESSING = 0.5;

  /**
   * @param chance the accuracy of guessing among the labels that there are for what was forgotten
   */
  static Judgement of(Guarantee declared, Removal removal, Findings findings, double chance) {
    return switch (declared) {
      case EXACT -> exact(findings);
      case APPROXIMATE -> removal.isOfAKind() ? byAccuracy(findings, chance) : byAttack(findings);
      case UNSUPPORTED -> unsupported();
    };
  }

  static Judgement unsupported() {
    return new Judgement(Verdict.UNSUPPORTED, "The learner does not claim to forget this.");
  }

  private static Judgement exact(Findings findings) {
    Findings.Parameters parameters = findings.parameters();
    if (!parameters.bitEqual()) {
      String what = parameters.afterRequest().head() ? "state differs" : "parameters differ";
      String when = parameters.afterRequest().isWhole() ? " after learning on" : "";
      return new Judgement(
          Verdict.REFUTED,
          say(
              "Its %s from the retrained model's%s; outputs by up to %.3g.",
              what, when, parameters.outputs().largest()));
    }
    if (!findings.order().bitEqual()) {
      return new Judgement(
          Verdict.REFUTED,
          say(
              "Learned in another order it forgets to other parameters; outputs differ by up to"
                  + " %.3g.",
              findings.order().outputs().largest()));
    }
    return new Judgement(
        Verdict.PROVEN, "It is the retrained model to the last bit, now and after learning on.");
  }

  private static Judgement byAccuracy(Findings findings, double chance) {
    Comparison accuracy =
        findings.unseenAccuracy() != null
            ? findings.unseenAccuracy()
            : findings.forgottenAccuracy();
    if (accuracy == null) {
      return new Judgement(Verdict.UNDECIDED, "There was nothing to measure it by.");
    }
    // Who is told the task may have forgotten all about it and still guess among its labels.
    double ignorance = Math.max(chance, accuracy.retrained().value());
    double before = accuracy.before().value() - ignorance;
    double left = accuracy.unlearned().value() - ignorance;
    String numbers =
        say(
            "accuracy on what was forgotten went from %.3f to %.3f; retrained: %.3f, chance: %.3f",
            accuracy.before().value(),
            accuracy.unlearned().value(),
            accuracy.retrained().value(),
            chance);
    if (before < LEAST_TO_FORGET) {
      return new Judgement(Verdict.UNDECIDED, "Too little was known before: " + numbers + ".");
    }
    double tooMuch = beyond(accuracy.unlearned().value(), accuracy.retrained().value(), chance);
    return mostlyGone(before, left > 0 ? left : tooMuch, numbers);
  }

  private static Judgement byAttack(Findings findings) {
    Membership attack = findings.strongestAttack();
    if (attack == null) {
      return new Judgement(Verdict.UNDECIDED, "There were no unseen examples to attack with.");
    }
    double before = attack.before().value() - attack.retrained().value();
    String numbers =
        say(
            "the attack by %s went from %.3f to %.3f; retrained: %.3f",
            attack.score().name().toLowerCase(Locale.ROOT),
            attack.before().value(),
            attack.unlearned().value(),
            attack.retrained().value());
    if (attack.known().contains(0)) {
      return new Judgement(
          Verdict.UNDECIDED, "The attack found nothing before either: " + numbers + ".");
    }
    double left = attack.gap();
    double tooMuch = beyond(attack.unlearned().value(), attack.retrained().value(), GUESSING);
    return mostlyGone(before, left * before > 0 ? left : tooMuch, numbers);
  }

  /**
   * How far {@code value} is from what a model says that knows as little as the retrained one, or
   * less: forgetting more than was asked gives nothing away until it is worse than guessing.
   */
  private static double beyond(double value, double retrained, double guessing) {
    return Math.max(
        0, Math.max(Math.min(retrained, guessing) - value, value - Math.max(retrained, guessing)));
  }

  private static Judgement mostlyGone(double before, double left, String numbers) {
    double gone = 1 - Math.abs(left / before);
    return new Judgement(
        gone >= MOST ? Verdict.FORGOTTEN : Verdict.REMEMBERED,
        say("%.0f %% of it is gone: %s.", 100 * Math.max(0, gone), numbers));
  }

  private static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

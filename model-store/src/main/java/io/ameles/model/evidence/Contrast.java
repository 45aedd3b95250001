package io.ameles.model.evidence;

import io.ameles.model.evidence.Findings.Membership;
import io.ameles.model.evidence.Findings.Similarity;
import io.ameles.model.evidence.Findings.Spill;
import io.ameles.model.evidence.measure.Attack;
import io.ameles.model.evidence.measure.AttackScore;
import io.ameles.model.evidence.measure.KernelAlignment;
import io.ameles.model.evidence.measure.NeighbourProbe;
import io.ameles.model.evidence.measure.Outputs;
import io.ameles.model.evidence.measure.Share;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What three models say to the same questions.
 *
 * @param before the model before the request
 * @param unlearned the model after it
 * @param retrained the model that never learned what was forgotten
 */
record Contrast(Answers before, Answers unlearned, Answers retrained) {
  @Nullable Comparison accuracy(Function<Answers, Outputs> of) {
    return Comparison.of(
        of.apply(before).accuracy(),
        of.apply(unlearned).accuracy(),
        of.apply(retrained).accuracy());
  }

  @Nullable Comparison probe(long seed, Function<NeighbourProbe, @Nullable Share> of) {
    return Comparison.of(
        of.apply(before.probe(seed)),
        of.apply(unlearned.probe(seed)),
        of.apply(retrained.probe(seed)));
  }

  Similarity similarity(Function<Answers, Outputs> of) {
    Outputs truth = of.apply(retrained);
    return new Similarity(
        KernelAlignment.of(of.apply(before), truth),
        KernelAlignment.of(of.apply(unlearned), truth));
  }

  List<Membership> attacks() {
    return before.attack().isPossible()
        ? Arrays.stream(AttackScore.values()).map(this::attack).toList()
        : List.of();
  }

  private Membership attack(AttackScore score) {
    Attack control = retrained.attack();
    Attack first = before.attack();
    Attack attack = unlearned.attack();
    return new Membership(
        score,
        first.auc(score),
        attack.auc(score),
        control.auc(score),
        first.advantageOver(control, score),
        attack.advantageOver(control, score));
  }

  Spill spill() {
    SortedMap<String, Double> changes = new TreeMap<>();
    double ofUnlearned = 0;
    double ofRetrained = 0;
    SortedMap<String, Double> afterwards = unlearned.retainedByTask();
    SortedMap<String, Double> without = retrained.retainedByTask();
    for (var known : before.retainedByTask().entrySet()) {
      double change = Objects.requireNonNull(afterwards.get(known.getKey())) - known.getValue();
      changes.put(known.getKey(), change);
      ofUnlearned += Math.abs(change);
      ofRetrained +=
          Math.abs(Objects.requireNonNull(without.get(known.getKey())) - known.getValue());
    }
    return new Spill(ofUnlearned, ofRetrained, changes);
  }
}

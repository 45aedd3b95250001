package io.ameles.evidence;

import io.ameles.model.evidence.Comparison;
import io.ameles.model.evidence.Evidence;
import io.ameles.model.evidence.Findings;
import io.ameles.model.evidence.Findings.Membership;
import io.ameles.model.evidence.Selection;
import io.ameles.model.evidence.Verdict;
import io.ameles.model.evidence.measure.Auc;
import io.ameles.model.evidence.measure.Interval;
import io.ameles.schema.Guarantee;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One learner and one kind of request: means over seeds, of those seeds where the number is
 * defined; null where it is for none.
 *
 * @param learner the learner's name
 * @param selection the kind of request
 * @param guarantee what the learner declares
 * @param seeds how many
 * @param retained accuracy on everything else
 * @param forgotten accuracy on the forgotten examples
 * @param unseen accuracy on test examples like the forgotten
 * @param attack area under the curve of the strongest attack, of each seed
 * @param unlearnedInterval of that attack on the unlearned model, both ends on average
 * @param retrainedInterval the same of the retrained model
 * @param probe accuracy of the nearest-neighbour probe on forgotten examples
 * @param similarity linear CKA with the retrained model on forgotten examples
 * @param relearned examples needed to relearn over those that the retrained model needs
 * @param spill total change of accuracy on other tasks
 * @param retrainedSpill the same of the retrained model
 * @param relapse how much accuracy came back while other tasks were learned
 * @param verdicts of the seeds
 */
public record Summary(
    String learner,
    Selection selection,
    Guarantee guarantee,
    int seeds,
    @Nullable Triple retained,
    @Nullable Triple forgotten,
    @Nullable Triple unseen,
    @Nullable Triple attack,
    @Nullable Interval unlearnedInterval,
    @Nullable Interval retrainedInterval,
    @Nullable Triple probe,
    @Nullable Double similarity,
    @Nullable Double relearned,
    @Nullable Double spill,
    @Nullable Double retrainedSpill,
    @Nullable Double relapse,
    List<Verdict> verdicts) {
  /** Copies the list. */
  public Summary {
    verdicts = List.copyOf(verdicts);
  }

  /** One per learner and kind of request, in the order in which they come first. */
  public static List<Summary> of(List<Evidence> results) {
    Map<List<Object>, List<Evidence>> groups = new LinkedHashMap<>();
    for (Evidence evidence : results) {
      groups
          .computeIfAbsent(
              List.of(evidence.learner().name(), evidence.selection()), key -> new ArrayList<>())
          .add(evidence);
    }
    return groups.values().stream().map(Summary::ofGroup).toList();
  }

  private static Summary ofGroup(List<Evidence> group) {
    Evidence first = group.get(0);
    List<Findings> findings =
        group.stream().map(Evidence::findings).filter(Objects::nonNull).toList();
    List<Membership> attacks =
        findings.stream().map(Findings::strongestAttack).filter(Objects::nonNull).toList();
    return new Summary(
        first.learner().name(),
        first.selection(),
        first.guarantee(),
        group.size(),
        triple(findings, Findings::retainedAccuracy),
        triple(findings, Findings::forgottenAccuracy),
        triple(findings, Findings::unseenAccuracy),
        Triple.mean(attacks.stream().map(Summary::areas).toList()),
        interval(attacks, Membership::unlearned),
        interval(attacks, Membership::retrained),
        triple(findings, Findings::forgottenProbe),
        mean(findings, each -> each.forgottenSimilarity().unlearned()),
        mean(findings, Summary::relearningRatio),
        mean(findings, each -> each.spill().unlearned()),
        mean(findings, each -> each.spill().retrained()),
        mean(findings, Summary::returned),
        group.stream().map(each -> each.judgement().verdict()).toList());
  }

  /** The verdict of every seed, or the worst: the last in their order of those that fail. */
  public Verdict verdict() {
    return verdicts.stream()
        .filter(Verdict::isFailure)
        .findFirst()
        .orElseGet(
            () -> verdicts.contains(Verdict.UNDECIDED) ? Verdict.UNDECIDED : verdicts.get(0));
  }

  private static Triple areas(Membership attack) {
    return new Triple(
        attack.before().value(), attack.unlearned().value(), attack.retrained().value());
  }

  private static @Nullable Double relearningRatio(Findings findings) {
    return findings.relearning() == null ? null : findings.relearning().ratio();
  }

  private static @Nullable Double returned(Findings findings) {
    return findings.relapse() == null ? null : findings.relapse().returned();
  }

  private static @Nullable Triple triple(
      List<Findings> findings, Function<Findings, @Nullable Comparison> of) {
    return Triple.mean(
        findings.stream()
            .map(of)
            .filter(Objects::nonNull)
            .map(
                comparison ->
                    new Triple(
                        comparison.before().value(),
                        comparison.unlearned().value(),
                        comparison.retrained().value()))
            .toList());
  }

  private static @Nullable Double mean(
      List<Findings> findings, Function<Findings, @Nullable Double> of) {
    Stream<Double> defined = findings.stream().map(of).filter(Objects::nonNull);
    var mean = defined.mapToDouble(Double::doubleValue).average();
    return mean.isPresent() ? mean.getAsDouble() : null;
  }

  private static @Nullable Interval interval(
      List<Membership> attacks, Function<Membership, Auc> of) {
    if (attacks.isEmpty()) {
      return null;
    }
    List<Interval> intervals = attacks.stream().map(of).map(Auc::interval).toList();
    return new Interval(
        intervals.stream().mapToDouble(Interval::low).average().orElseThrow(),
        intervals.stream().mapToDouble(Interval::high).average().orElseThrow());
  }
}

package io.ameles.stream.receipt;

import io.ameles.model.learn.Learner;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import io.ameles.stream.ledger.LedgerMode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a deletion does not reach, by configuration. Never nothing: whoever reads a receipt must
 * know where else to look.
 *
 * @param ledger what requests bring along
 * @param keepsPayloads whether dead letters hold whole records
 * @param erasesSources whether removed examples get tombstones in the source topic
 */
public record OutOfReach(LedgerMode ledger, boolean keepsPayloads, boolean erasesSources)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** One sentence per place. */
  List<String> of(DeletionScope scope, List<Learner> learners) {
    List<String> places = new ArrayList<>();
    places.add(
        ledger == LedgerMode.DIGESTS
            ? "The records of the input topics, the examples that requests bring along among them, until Kafka's own retention or compaction removes them."
            : "The records of the input topics, until Kafka's own retention or compaction removes them.");
    if (erasesSources) {
      places.add(
          "Of the removed examples' records, copies on other disks and in other topics, those that no tombstone was written for (see erasedAtSource), and the rest until Kafka's compaction acts on the tombstones.");
    }
    places.add(
        "Savepoints and copies of checkpoints and stored versions that somebody took elsewhere, backups among them.");
    places.add("Copies of earlier versions, predictions and exports that left this service.");
    if (keepsPayloads) {
      places.add(
          "Dead letters, which are configured to hold whole records, until Kafka's own retention removes them.");
    }
    if (scope == DeletionScope.LABEL || scope == DeletionScope.TASK) {
      places.add(
          "The name of the label or task, which stays in this receipt, in tombstones and in counts of accuracy.");
    }
    learners.forEach(learner -> add(learner, scope, places));
    return places;
  }

  private static void add(Learner learner, DeletionScope scope, List<String> places) {
    Guarantee guarantee = learner.guarantee(scope);
    if (guarantee == Guarantee.APPROXIMATE) {
      places.add(
          "What the parameters of learner %s may still show of it, which forgets approximately."
              .formatted(learner.name()));
    } else if (guarantee == Guarantee.UNSUPPORTED) {
      places.add(
          "What the parameters of learner %s still hold of it, which cannot forget this scope."
              .formatted(learner.name()));
    }
  }
}

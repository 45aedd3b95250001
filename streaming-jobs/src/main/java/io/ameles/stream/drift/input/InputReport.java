package io.ameles.stream.drift.input;

import io.ameles.model.drift.input.Comparison;
import io.ameles.model.drift.input.InputWatch;
import io.ameles.schema.DeletionScope;
import io.ameles.stream.ledger.Change;
import io.ameles.stream.metric.MeasuredFact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of an epoch: the newest comparison, and every alarm.
 *
 * <p>NOT thread-safe.
 */
final class InputReport {
  private @Nullable Comparison newest;
  private final List<Comparison> alarms = new ArrayList<>();
  private final Set<String> deletedLabels = new HashSet<>();
  private boolean reported;

  void add(InputWatch.Verdict verdict) {
    newest = verdict.comparison();
    if (verdict.alarm()) {
      alarms.add(verdict.comparison());
    }
  }

  /** Alarms of the epoch name a deleted label no more, whichever of the two came first. */
  void deleted(Change.Deleted deletion) {
    if (deletion.scope() == DeletionScope.LABEL) {
      deletedLabels.add(deletion.target());
    }
  }

  /**
   * The epoch's facts; begins the next epoch.
   *
   * @param total how many alarms there were ever
   * @param now milliseconds since 1970
   */
  List<MeasuredFact> close(long epoch, long total, long now) {
    List<MeasuredFact> facts = new ArrayList<>();
    if (newest != null) {
      facts.add(fact(epoch, "mmd", null, newest.kernel().discrepancy(), now));
      facts.add(fact(epoch, "deviations", null, newest.kernel().deviations(), now));
      facts.add(fact(epoch, "psi", null, newest.largestIndex(), now));
      facts.add(fact(epoch, "labels", null, newest.labelIndex(), now));
    }
    if (!alarms.isEmpty() || !reported) {
      facts.add(fact(epoch, "alarms", null, (double) total, now));
    }
    for (Comparison alarm : alarms) {
      for (Comparison.MovedDimension moved : alarm.movedDimensions()) {
        String index = Integer.toString(moved.dimension());
        facts.add(fact(epoch, "moved.dimension", index, moved.index(), now));
      }
      for (Comparison.MovedLabel moved : alarm.movedLabels()) {
        if (!deletedLabels.contains(moved.label())) {
          facts.add(fact(epoch, "moved.label", moved.label(), moved.rise(), now));
        }
      }
    }
    newest = null;
    alarms.clear();
    deletedLabels.clear();
    reported = true;
    return facts;
  }

  private static MeasuredFact fact(
      long epoch, String name, @Nullable String tag, double value, long now) {
    return new MeasuredFact(epoch, null, "drift.input." + name, tag, value, now);
  }
}

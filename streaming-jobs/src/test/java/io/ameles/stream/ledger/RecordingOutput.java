package io.ameles.stream.ledger;

import io.ameles.model.Contribution;
import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.LostRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Remembers all that a ledger says. */
final class RecordingOutput implements LedgerOutput {
  final List<Change> changes = new ArrayList<>();
  final List<EvaluationChange> evaluation = new ArrayList<>();
  final List<Change.Deleted> deleted = new ArrayList<>();
  final List<TagDeletion> deletedTags = new ArrayList<>();
  final List<Arrival> firstSeen = new ArrayList<>();
  final List<Outcome> outcomes = new ArrayList<>();
  final List<LostRecord> lost = new ArrayList<>();
  Tally tally = Tally.NONE;

  @Override
  public void change(Change change) {
    if (change instanceof Change.Deleted whole) {
      deleted.add(whole);
    } else if (change instanceof Change.Example example) {
      add(example, false);
    } else {
      changes.add(change);
      evaluation.add(new EvaluationChange(change, false));
    }
  }

  @Override
  public void corrected(Change.Example retraction) {
    add(retraction, true);
  }

  private void add(Change.Example example, boolean correction) {
    if (example.use() == ExampleUse.TRAIN) {
      changes.add(example);
    } else {
      evaluation.add(new EvaluationChange(example, correction));
    }
  }

  /** The changes of what is evaluated on, as learners would get them. */
  List<Change> evaluated() {
    return evaluation.stream().map(EvaluationChange::change).toList();
  }

  /** What examples added and took away. */
  List<Contribution> contributions() {
    return changes.stream()
        .filter(Change.Example.class::isInstance)
        .map(change -> ((Change.Example) change).contribution())
        .toList();
  }

  /** Requests that were held, and not carried out by a repetition that found less to remove. */
  Set<Pseudonym> held() {
    Set<Pseudonym> held = new HashSet<>();
    for (Outcome outcome : outcomes) {
      if (outcome.disposition() == Outcome.Disposition.HELD) {
        held.add(outcome.request().fingerprint());
      }
    }
    for (Outcome outcome : outcomes) {
      if (outcome.applied()) {
        held.remove(outcome.request().fingerprint());
      }
    }
    return held;
  }

  @Override
  public void firstSeen(Arrival arrival) {
    firstSeen.add(arrival);
  }

  @Override
  public void deleted(TagDeletion deletion) {
    deletedTags.add(deletion);
  }

  @Override
  public void outcome(Outcome outcome) {
    outcomes.add(outcome);
  }

  @Override
  public void lost(LostRecord record) {
    lost.add(record);
  }

  @Override
  public void count(Tally counts) {
    tally = tally.plus(counts);
  }
}

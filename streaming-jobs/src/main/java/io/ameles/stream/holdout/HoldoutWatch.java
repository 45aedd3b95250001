package io.ameles.stream.holdout;

import io.ameles.stream.learn.Heads;
import io.ameles.stream.ledger.Change;
import io.ameles.stream.ledger.EvaluationChange;
import io.ameles.stream.metric.MeasuredFact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks every version about the examples that are only evaluated on, and tells how much of what was
 * learned is still known. What a deletion takes away of them is asked about once more, with the
 * version that reflects the deletion, and is gone before the barrier.
 *
 * <p>NOT thread-safe.
 */
final class HoldoutWatch {
  private final Grader grader;
  private final HoldoutSample sample;
  private final TagRows rows = new TagRows();
  private final SortedMap<String, LearnerBoard> boards = new TreeMap<>();
  private final SortedMap<String, SortedMap<Tag, Counts>> outcomes = new TreeMap<>();
  private final Map<HoldoutKey, HeldOut> deleted = new HashMap<>();
  private boolean deletion;
  private boolean changed;
  private @Nullable Heads staged;
  private @Nullable Heads before;

  /**
   * @param grader who asks
   * @param perTag how many examples of a task, or of a label without one, are kept at most
   */
  HoldoutWatch(Grader grader, int perTag) {
    this.grader = grader;
    this.sample = new HoldoutSample(perTag);
  }

  void add(HoldoutFact fact) {
    if (fact instanceof HoldoutFact.Changed changes) {
      change(changes.change());
    } else if (fact instanceof HoldoutFact.Seen seen) {
      rows.see(seen.tag(), seen.since(), seen.until());
    } else if (fact instanceof HoldoutFact.Deleted gone) {
      rows.delete(gone.tag(), gone.cutoff(), gone.newest());
    } else if (fact instanceof HoldoutFact.Outcome outcome) {
      outcomes
          .computeIfAbsent(outcome.learner(), first -> new TreeMap<>())
          .merge(outcome.tag(), new Counts(outcome.scored(), outcome.correct()), Counts::plus);
    }
  }

  private void change(EvaluationChange change) {
    changed = true;
    if (change.change() instanceof Change.Whole whole) {
      deletion = true;
      sample.removeWhole(whole.scope(), whole.target()).forEach(this::delete);
    } else if (change.change() instanceof Change.Example example) {
      if (example.contribution().sign() > 0) {
        sample.add(HeldOut.of(example));
      } else {
        remove(HoldoutKey.of(example), change.correction());
      }
    }
  }

  private void remove(HoldoutKey key, boolean correction) {
    HeldOut known = sample.remove(key);
    if (!correction) {
      deletion = true;
      if (known != null) {
        delete(known);
      }
    }
  }

  /** One that no version was asked about before there is nothing to compare of. */
  private void delete(HeldOut example) {
    if (example.correct() != null) {
      deleted.put(example.key(), example);
    }
  }

  /** The version of the epoch that is still open. */
  void stage(Heads heads) {
    staged = heads;
  }

  /** Closes the epoch; what there is to say about it. */
  List<MeasuredFact> closeEpoch(long epoch, long now) {
    boolean rowsChanged = forgetDeleted();
    List<Tag> begun = rows.closeEpoch(HoldoutSample.COLUMNS);
    begun.forEach(tag -> boards.values().forEach(board -> board.begin(tag)));
    rowsChanged |= !begun.isEmpty();
    List<MeasuredFact> facts = new ArrayList<>();
    Heads heads = staged;
    if (heads != null) {
      heads.byLearner().keySet().forEach(this::board);
      rowsChanged |= forgetLabels(heads);
      readings(heads, rowsChanged)
          .forEach(
              (learner, readings) ->
                  readings.forEach(reading -> facts.add(reading.toFact(epoch, learner, now))));
      before = heads;
    }
    if (changed) {
      facts.add(MeasuredFact.ofJob(epoch, "holdout.examples", sample.size(), now));
      facts.add(MeasuredFact.ofJob(epoch, "holdout.left-out", (double) sample.leftOut(), now));
    }
    staged = null;
    outcomes.clear();
    deleted.clear();
    deletion = false;
    changed = false;
    return facts;
  }

  private LearnerBoard board(String learner) {
    return boards.computeIfAbsent(
        learner,
        name -> {
          LearnerBoard board = new LearnerBoard();
          rows.tags().forEach(board::begin);
          return board;
        });
  }

  /** Nothing is kept of the time before a deletion; whether there was anything. */
  private boolean forgetDeleted() {
    Set<Tag> deleted = rows.deleted();
    deleted.forEach(this::forget);
    outcomes.values().forEach(byTag -> byTag.keySet().removeAll(deleted));
    return !deleted.isEmpty();
  }

  /** Nothing is kept about a label that no learner knows any more; whether there was one. */
  private boolean forgetLabels(Heads heads) {
    Set<String> known = new HashSet<>();
    heads.byLearner().values().forEach(head -> known.addAll(head.labels()));
    List<Tag> unknown =
        rows.tags().stream()
            .filter(tag -> tag.kind() == Tag.Kind.LABEL && !known.contains(tag.name()))
            .toList();
    unknown.forEach(this::forget);
    return !unknown.isEmpty();
  }

  private void forget(Tag tag) {
    boolean isNewest = tag.equals(rows.newest());
    rows.forget(tag);
    boards.values().forEach(board -> board.forget(tag, isNewest));
  }

  private SortedMap<String, List<Reading>> readings(Heads heads, boolean rowsChanged) {
    List<HeldOut> present = sample.examples();
    List<HeldOut> asked = new ArrayList<>(present);
    asked.addAll(deleted.values());
    List<HeldOut> graded = grader.grade(heads, before, asked);
    graded.subList(0, present.size()).forEach(sample::add);
    Set<Tag> columns = sample.tags();
    columns.addAll(rows.tags());
    SortedMap<String, List<Reading>> readings = new TreeMap<>();
    int place = 0;
    for (String learner : heads.byLearner().keySet()) {
      LearnerBoard board = board(learner);
      board.keepColumns(columns);
      List<Reading> told = new ArrayList<>();
      if (rowsChanged || changed || Grader.isNew(heads, before, learner)) {
        told.addAll(examined(board, heads, Exam.of(place, asked, graded, present.size())));
      }
      told.addAll(predicted(board, learner));
      if (rowsChanged || !told.isEmpty()) {
        told.addAll(0, newestRow());
      }
      readings.put(learner, told);
      place++;
    }
    return readings;
  }

  private List<Reading> newestRow() {
    Tag row = rows.newest();
    return row == null
        ? List.of()
        : List.of(new Reading("holdout.row", row.name(), rows.number(row)));
  }

  private List<Reading> examined(LearnerBoard board, Heads heads, Exam exam) {
    Tag row = rows.newest();
    List<Reading> told = new ArrayList<>(row == null ? List.of() : board.enter(row, exam));
    if (deletion || heads.removedShare() > 0) {
      told.addAll(exam.afterDeletion());
    }
    return told;
  }

  private List<Reading> predicted(LearnerBoard board, String learner) {
    SortedMap<Tag, Counts> known = new TreeMap<>(outcomes.getOrDefault(learner, new TreeMap<>()));
    known.keySet().retainAll(rows.tags());
    return board.enter(known);
  }

  /** The live examples in the sample, with their grades. */
  List<HeldOut> examples() {
    return sample.examples();
  }

  /** All else that must survive a restart, as of the barrier. */
  HoldoutState state() {
    List<HoldoutState.LearnerState> learners = new ArrayList<>();
    boards.forEach(
        (learner, board) ->
            learners.add(
                new HoldoutState.LearnerState(learner, board.cells(), board.prequential())));
    return new HoldoutState(rows.save(), rows.next(), sample.bounds(), sample.leftOut(), learners);
  }

  /** Takes up where a checkpoint was made. */
  void restore(HoldoutState state, Iterable<HeldOut> examples) {
    rows.restore(state.rows(), state.nextRow());
    state
        .learners()
        .forEach(known -> board(known.learner()).restore(known.cells(), known.prequential()));
    sample.restore(state.bounds(), state.leftOut());
    examples.forEach(sample::add);
  }
}

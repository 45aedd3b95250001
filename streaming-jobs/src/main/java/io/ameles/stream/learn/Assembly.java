package io.ameles.stream.learn;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.Learner;
import io.ameles.model.learn.Solution;
import io.ameles.model.learn.Tile;
import io.ameles.model.version.Draft;
import io.ameles.model.version.LearnerSnapshot;
import io.ameles.model.version.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts the facts of an epoch together and makes its version.
 *
 * <p>NOT thread-safe.
 */
final class Assembly {
  private final Provenance provenance;
  private final List<Learner> learners;
  private final Map<String, SortedMap<String, Tile>> tiles = new HashMap<>();
  private final Map<String, Solution> solutions = new HashMap<>();
  private History history;
  private boolean changed;
  private boolean removed;
  private long forgotten;
  private double removedShare;

  /**
   * @param provenance what stays the same
   * @param learners of the model
   * @param history what is known from before
   */
  Assembly(Provenance provenance, List<Learner> learners, History history) {
    this.provenance = provenance;
    this.history = history;
    this.learners = List.copyOf(learners);
    for (Learner learner : learners) {
      this.tiles.put(learner.name(), new TreeMap<>());
    }
  }

  /** What must survive a restart; the tiles come again from the merging. */
  History history() {
    return history;
  }

  /** How many of the examples it was made of the newest version has lost in its epoch, 0 to 1. */
  double removedShare() {
    return removedShare;
  }

  void add(EpochFact fact) {
    if (fact instanceof EpochFact.Sum sum) {
      put(sum.update());
    } else if (fact instanceof EpochFact.Read read) {
      history = history.plus(read.progress());
      changed = true;
    } else if (fact instanceof EpochFact.Counted counted) {
      history = history.plus(counted.report());
      changed = true;
      removed |= counted.report().removed();
      forgotten += counted.report().tally().forgotten();
    } else if (fact instanceof EpochFact.Parameters parameters) {
      solutions.put(parameters.trained().learner(), parameters.trained().solution());
    }
  }

  private void put(TileUpdate update) {
    SortedMap<String, Tile> sums = tiles.get(update.key().learner());
    if (sums == null) {
      throw new IllegalStateException("sums of a learner that there is not: " + update.key());
    }
    solutions.remove(update.key().learner()); // of sums that are no more
    if (update.tile().isZero() || update.tile().isDropped()) {
      sums.remove(update.key().tile());
    } else {
      sums.put(update.key().tile(), update.tile());
    }
  }

  /** The version of an epoch, if anything was read in it. */
  Optional<Draft> close(long epoch, Instant now) {
    if (!changed) {
      return Optional.empty();
    }
    changed = false;
    removedShare = forgotten == 0 ? 0 : (double) forgotten / (forgotten + history.live());
    forgotten = 0;
    if (removed) {
      history = history.cleanFrom(epoch);
      removed = false;
    }
    requireBalance();
    List<LearnerSnapshot> snapshots = new ArrayList<>();
    learners.forEach(learner -> snapshots.add(snapshot(learner)));
    Draft draft = new Draft(manifest(epoch, now), snapshots);
    history = history.withParent(epoch);
    return Optional.of(draft);
  }

  private LearnerSnapshot snapshot(Learner learner) {
    if (learner instanceof AdditiveLearner additive) {
      SortedMap<String, Tile> sums = Objects.requireNonNull(tiles.get(learner.name()));
      return LearnerSnapshot.additive(
          learner.settings(),
          sums,
          solutions.computeIfAbsent(learner.name(), name -> additive.solve(sums)));
    }
    Solution trained = solutions.get(learner.name());
    if (trained == null) {
      throw new IllegalStateException("no parameters of " + learner.name());
    }
    return LearnerSnapshot.sequential(learner.settings(), trained);
  }

  /** Every received event is accounted for in the epoch in which it was read. */
  private void requireBalance() {
    if (!history.counts().balanced()) {
      throw new AmelesException(
          ErrorCode.BROKEN_INVARIANT,
          "Received events and their outcomes do not add up: %s. Report this."
              .formatted(history.counts()));
    }
  }

  private Manifest manifest(long epoch, Instant now) {
    Long cutoff = history.retentionCutoff();
    return new Manifest(
        Manifest.FORMAT,
        provenance.model(),
        epoch,
        history.parent(),
        now.toString(),
        provenance.software(),
        provenance.rules().toManifest(history.arithmetic()),
        provenance.ledger(),
        cutoff == null ? null : Instant.ofEpochMilli(cutoff).toString(),
        history.cleanSince(),
        history.offsets(),
        history.live(),
        history.evaluation(),
        history.counts(),
        List.of());
  }
}

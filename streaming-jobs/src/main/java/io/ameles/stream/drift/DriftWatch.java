package io.ameles.stream.drift;

import io.ameles.model.drift.DetectorType;
import io.ameles.model.drift.ErrorDetector;
import io.ameles.model.drift.Signal;
import io.ameles.stream.evaluate.ErrorRun;
import io.ameles.stream.evaluate.Score;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches the errors of one learner for drift. A deletion that removes a good part of the model
 * makes errors as well, and is not drift: after it every detector begins anew.
 *
 * <p>NOT thread-safe.
 */
final class DriftWatch {
  /** A smaller deletion can hardly be told from chance by a detector. */
  private static final double NOTABLE_REMOVAL = 0.01;

  private final String learner;
  private final SortedMap<DetectorType, ErrorDetector> detectors = new TreeMap<>();
  private final SortedMap<DetectorType, Long> alarms = new TreeMap<>();
  private final Movers movers;
  private long restarts;
  private long lastRemoval = -1;
  private final Set<DetectorType> alarmed = EnumSet.noneOf(DetectorType.class);
  private boolean reported;

  /**
   * Something to report.
   *
   * @param name of the metric
   * @param tag a label or task
   */
  record Fact(String name, @Nullable String tag, double value) {}

  /**
   * Where a watch stands.
   *
   * @param detectors state by detector
   * @param alarms epochs with an alarm, by detector
   * @param restarts how often the detectors began anew because of deletions
   * @param lastRemoval epoch of the last deletion that they began anew for; -1 for none
   * @param older see {@link Movers}
   * @param recent see {@link Movers}
   */
  record State(
      String learner,
      SortedMap<DetectorType, double[]> detectors,
      SortedMap<DetectorType, Long> alarms,
      long restarts,
      long lastRemoval,
      List<TagCounts> older,
      List<List<TagCounts>> recent) {}

  /**
   * @param learner the learner's name
   * @param types of the detectors
   * @param window how many of the latest examples are compared with those before
   */
  DriftWatch(String learner, List<DetectorType> types, long window) {
    this.learner = learner;
    this.movers = new Movers(window);
    types.forEach(
        type -> {
          detectors.put(type, type.open());
          alarms.put(type, 0L);
        });
  }

  void add(ErrorRun run) {
    if (run.removedShare() >= NOTABLE_REMOVAL && run.epoch() > lastRemoval) {
      lastRemoval = run.epoch(); // every subtask tells of it, with every batch
      detectors.replaceAll((type, detector) -> type.open());
      movers.beginAnew();
      restarts++;
    }
    for (int i = 0; i < run.count(); i++) {
      double error = run.wrong().get(i) ? 1 : 0;
      for (Map.Entry<DetectorType, ErrorDetector> detector : detectors.entrySet()) {
        if (detector.getValue().add(error) == Signal.DRIFT) {
          alarmed.add(detector.getKey()); // once an epoch: one change may be noticed in steps
        }
      }
    }
  }

  void add(Score score) {
    String task = score.task();
    if (score.isDeletion() && task != null) {
      movers.forgetTask(task);
      return;
    }
    long wrong = score.scored() - score.correct();
    if (score.known()) {
      movers.add(new TagCounts(false, score.label(), score.scored(), wrong));
    } else {
      movers.forget(score.label());
    }
    if (task != null) {
      movers.add(new TagCounts(true, task, score.scored(), wrong));
    }
  }

  /** Closes the epoch; the totals if this is the first time or there was an alarm. */
  List<Fact> closeEpoch() {
    movers.closeEpoch();
    alarmed.forEach(type -> alarms.merge(type, 1L, Long::sum));
    List<Fact> facts = new ArrayList<>();
    if (!alarmed.isEmpty() || !reported) {
      alarms.forEach(
          (type, total) -> facts.add(new Fact("drift.alarms." + type.text(), null, total)));
      facts.add(new Fact("drift.restarts", null, restarts));
    }
    if (!alarmed.isEmpty()) {
      movers
          .moved()
          .forEach(
              moved ->
                  facts.add(
                      new Fact(
                          moved.recently().task() ? "drift.moved.task" : "drift.moved.label",
                          moved.recently().tag(),
                          moved.rise())));
      movers.beginAnew();
    }
    alarmed.clear();
    reported = true;
    return facts;
  }

  State state() {
    SortedMap<DetectorType, double[]> saved = new TreeMap<>();
    detectors.forEach((type, detector) -> saved.put(type, detector.state()));
    return new State(
        learner, saved, alarms, restarts, lastRemoval, movers.older(), movers.recent());
  }

  /** Detectors that were not watching before begin now; those that no longer do are dropped. */
  void restore(State state) {
    detectors.replaceAll(
        (type, fresh) -> {
          double[] saved = state.detectors().get(type);
          return saved == null ? fresh : type.restore(saved);
        });
    alarms.replaceAll((type, none) -> state.alarms().getOrDefault(type, 0L));
    restarts = state.restarts();
    lastRemoval = state.lastRemoval();
    movers.restore(state.older(), state.recent());
  }
}

package io.ameles.stream.evaluate;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.head.Head;
import io.ameles.model.head.Queries;
import io.ameles.model.head.Scorer;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.learn.Heads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Predict first, score, then learn. A version that is received is only staged; it begins to predict
 * at the barrier that closes its own epoch ({@link #closeEpoch}), so an example of epoch N can meet
 * versions of epochs before N and no other, and there is no call that could change that.
 *
 * <p>NOT thread-safe.
 */
final class Prequential implements AutoCloseable {
  private final TensorDevice device;
  private final float step;
  private final List<Arrival> batch = new ArrayList<>();
  private final Map<String, Scorer> scorers = new LinkedHashMap<>();
  private final Map<ScoreKey, long[]> scores = new LinkedHashMap<>();
  private @Nullable Heads active;
  private @Nullable Heads staged;

  private record ScoreKey(String learner, String label, @Nullable String task) {}

  /**
   * @param device where to score
   * @param step the value of one quantization step
   */
  Prequential(TensorDevice device, double step) {
    this.device = device;
    this.step = (float) step;
  }

  /** The version that predicts; null before the first. */
  @Nullable Heads active() {
    return active;
  }

  /** Takes up where a checkpoint was made. */
  void restore(Heads heads) {
    activate(heads);
  }

  /** The version of the epoch that is still open; the highest epoch wins. */
  void stage(Heads heads) {
    if (staged == null || heads.epoch() > staged.epoch()) {
      staged = heads;
    }
  }

  /** An example of the open epoch. */
  void add(Arrival arrival) {
    batch.add(arrival);
  }

  /** Scores what was added. */
  void scoreBatch() {
    Heads heads = active;
    if (heads != null && !batch.isEmpty()) {
      score(heads.byLearner());
    }
    batch.clear(); // without any version there is no prediction that could be scored
  }

  private void score(SortedMap<String, Head> heads) {
    int dimension = batch.get(0).vector().dimension();
    float[] embeddings = new float[batch.size() * dimension];
    List<@Nullable String> tasks = new ArrayList<>(batch.size());
    for (int row = 0; row < batch.size(); row++) {
      batch.get(row).vector().dequantize(step, embeddings, row * dimension);
      tasks.add(batch.get(row).task());
    }
    Queries queries = new Queries(batch.size(), dimension, embeddings, tasks);
    heads.forEach(
        (learner, head) -> {
          Scorer scorer = scorers.get(learner);
          if (scorer != null && !head.labels().isEmpty()) {
            count(learner, head, scorer.predict(queries));
          }
        });
  }

  private void count(String learner, Head head, int[] predicted) {
    for (int row = 0; row < predicted.length; row++) {
      Arrival arrival = batch.get(row);
      long[] counts =
          scores.computeIfAbsent(
              new ScoreKey(learner, arrival.label(), arrival.task()), key -> new long[2]);
      counts[0]++;
      boolean answered = predicted[row] != Scorer.NO_LABEL;
      if (answered && head.labels().get(predicted[row]).equals(arrival.label())) {
        counts[1]++;
      }
    }
  }

  /** Scores what is left of the epoch, reports, and only then lets its version predict. */
  void closeEpoch(Consumer<Score> report) {
    scoreBatch();
    Heads next = staged;
    scores.forEach(
        (key, counts) ->
            report.accept(
                new Score(
                    key.learner(),
                    key.label(),
                    key.task(),
                    counts[0],
                    counts[1],
                    next == null || labels(next, key.learner()).contains(key.label()))));
    scores.clear();
    if (next != null) {
      reportForgotten(next, report);
      activate(next);
      staged = null;
    }
  }

  private void reportForgotten(Heads next, Consumer<Score> report) {
    if (active == null) {
      return;
    }
    for (String learner : active.byLearner().keySet()) {
      Set<String> gone = labels(active, learner);
      gone.removeAll(labels(next, learner));
      gone.forEach(label -> report.accept(Score.forgotten(learner, label)));
    }
  }

  /** What a learner knows, in a set of its own. */
  private static Set<String> labels(Heads heads, String learner) {
    Head head = heads.byLearner().get(learner);
    return head == null ? new TreeSet<>() : new TreeSet<>(head.labels());
  }

  private void activate(Heads heads) {
    active = heads;
    close();
    heads.byLearner().forEach((learner, head) -> scorers.put(learner, head.open(device)));
  }

  @Override
  public void close() {
    scorers.values().forEach(Scorer::close);
    scorers.clear();
  }
}

package io.ameles.stream.holdout;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.head.Head;
import io.ameles.model.head.Queries;
import io.ameles.model.head.Scorer;
import io.ameles.stream.learn.Heads;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Has parameters predict examples, in batches. */
final class Grader {
  private final TensorDevice device;
  private final float step;
  private final int batchSize;

  /**
   * @param device where to score
   * @param step the value of one quantization step
   * @param batchSize examples of a full batch
   */
  Grader(TensorDevice device, double step, int batchSize) {
    this.device = device;
    this.step = (float) step;
    this.batchSize = batchSize;
  }

  /** Whether a learner has other parameters than before. */
  static boolean isNew(Heads heads, @Nullable Heads before, String learner) {
    return before == null
        || !Objects.equals(heads.byLearner().get(learner), before.byLearner().get(learner));
  }

  /**
   * Asks every learner about the examples; one whose parameters are what they were, only about
   * those that it was not asked about yet.
   *
   * @param before the version that graded the examples; null if that is not known
   * @return the examples in the same order with their grades
   */
  List<HeldOut> grade(Heads heads, @Nullable Heads before, List<HeldOut> examples) {
    List<BitSet> answers = new ArrayList<>(examples.size());
    List<Integer> fresh = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      BitSet known = examples.get(i).correct();
      answers.add(known == null ? new BitSet() : (BitSet) known.clone());
      if (known == null) {
        fresh.add(i);
      }
    }
    List<Integer> all = IntStream.range(0, examples.size()).boxed().toList();
    int place = 0;
    for (var learner : heads.byLearner().entrySet()) {
      List<Integer> asked = isNew(heads, before, learner.getKey()) ? all : fresh;
      BitSet correct = correct(learner.getValue(), asked.stream().map(examples::get).toList());
      for (int i = 0; i < asked.size(); i++) {
        answers.get(asked.get(i)).set(place, correct.get(i));
      }
      place++;
    }
    return all.stream().map(i -> examples.get(i).graded(answers.get(i))).toList();
  }

  /** Which of the examples are predicted correctly, by their places in the list. */
  private BitSet correct(Head head, List<HeldOut> examples) {
    BitSet correct = new BitSet(examples.size());
    if (head.labels().isEmpty() || examples.isEmpty()) {
      return correct; // what knows nothing answers nothing
    }
    try (Scorer scorer = head.open(device)) {
      for (int from = 0; from < examples.size(); from += batchSize) {
        int to = Math.min(examples.size(), from + batchSize);
        grade(head, scorer, examples.subList(from, to), from, correct);
      }
    }
    return correct;
  }

  private void grade(Head head, Scorer scorer, List<HeldOut> batch, int from, BitSet correct) {
    int[] predicted = scorer.predict(queries(batch));
    for (int row = 0; row < predicted.length; row++) {
      boolean answered = predicted[row] != Scorer.NO_LABEL;
      if (answered && head.labels().get(predicted[row]).equals(batch.get(row).label())) {
        correct.set(from + row);
      }
    }
  }

  private Queries queries(List<HeldOut> batch) {
    int dimension = batch.get(0).vector().dimension();
    float[] embeddings = new float[batch.size() * dimension];
    List<@Nullable String> tasks = new ArrayList<>(batch.size());
    for (int row = 0; row < batch.size(); row++) {
      batch.get(row).vector().dequantize(step, embeddings, row * dimension);
      tasks.add(batch.get(row).task());
    }
    return new Queries(batch.size(), dimension, embeddings, tasks);
  }
}

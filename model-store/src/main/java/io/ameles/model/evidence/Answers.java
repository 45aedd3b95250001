package io.ameles.model.evidence;

import io.ameles.model.evidence.measure.Attack;
import io.ameles.model.evidence.measure.Disagreement;
import io.ameles.model.evidence.measure.NeighbourProbe;
import io.ameles.model.evidence.measure.Outputs;
import io.ameles.model.head.Head;
import io.ameles.model.learn.Lesson;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one model says to the {@link Questions}.
 *
 * @param head the model
 * @param forgotten outputs for the forgotten examples
 * @param unseen outputs for unseen examples like them
 * @param retained outputs for test examples of everything else
 * @param represented outputs for some of those
 */
record Answers(
    Head head, Outputs forgotten, Outputs unseen, Outputs retained, Outputs represented) {
  static Answers of(Head head, Questions questions, Trial trial) {
    return new Answers(
        head,
        outputs(head, questions.forgotten(), trial),
        outputs(head, questions.unseen(), trial),
        outputs(head, questions.retained(), trial),
        outputs(head, questions.represented(), trial));
  }

  private static Outputs outputs(Head head, List<Lesson> lessons, Trial trial) {
    return Outputs.of(head, lessons, trial.course().space(), trial.device());
  }

  Attack attack() {
    return new Attack(forgotten, unseen);
  }

  NeighbourProbe probe(long seed) {
    return new NeighbourProbe(forgotten, represented, seed);
  }

  Disagreement disagreementWith(Answers other) {
    return Disagreement.between(forgotten, other.forgotten)
        .and(Disagreement.between(represented, other.represented));
  }

  /** Accuracy on everything else, by task, or by label where there is no task. */
  SortedMap<String, Double> retainedByTask() {
    SortedMap<String, int[]> counts = new TreeMap<>();
    for (int row = 0; row < retained.size(); row++) {
      int[] count = counts.computeIfAbsent(group(retained.lesson(row)), name -> new int[2]);
      count[0] += retained.isCorrect(row) ? 1 : 0;
      count[1]++;
    }
    SortedMap<String, Double> shares = new TreeMap<>();
    counts.forEach((group, count) -> shares.put(group, (double) count[0] / count[1]));
    return shares;
  }

  private static String group(Lesson lesson) {
    @Nullable String task = lesson.task();
    return task == null ? lesson.label() : task;
  }
}

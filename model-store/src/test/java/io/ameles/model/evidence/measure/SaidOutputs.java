package io.ameles.model.evidence.measure;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.identity.Pseudonym;
import io.ameles.model.learn.Lesson;
import java.util.Arrays;
import java.util.List;

/** Outputs that nobody computed. */
final class SaidOutputs {
  private SaidOutputs() {}

  /** Examples of the labels in {@code truth}, separated by blanks. */
  static Outputs of(String truth, List<String> labels, float... scores) {
    return Outputs.of(labels, lessons(truth), scores);
  }

  /** Representations of examples that are all of label {@code a}. */
  static Outputs matrix(int columns, double... values) {
    List<String> labels = List.of("a", "b", "c", "d").subList(0, columns);
    float[] scores = new float[values.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) values[i];
    }
    return of("a ".repeat(values.length / columns), labels, scores);
  }

  static List<Lesson> lessons(String labels) {
    return Arrays.stream(labels.strip().split(" "))
        .filter(label -> !label.isEmpty())
        .map(
            label -> new Lesson(new Pseudonym(0, 0), 0, label, null, QuantizedVector.of((short) 1)))
        .toList();
  }
}

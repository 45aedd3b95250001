package io.ameles.evidence;

import io.ameles.demo.dataset.ClassIncrementalStream;
import io.ameles.demo.dataset.LabelledRows;
import io.ameles.demo.dataset.StreamedExample;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.evidence.Course;
import io.ameles.model.identity.Pseudonym;
import io.ameles.model.identity.PseudonymKey;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.model.learn.Lesson;
import io.ameles.schema.MalformedEventException;
import java.util.ArrayList;
import java.util.List;

/** Turns a stream into a course: its examples as the job would see them, and what to ask about. */
final class EvidenceCourse {
  /** The request comes when so much of the tasks has been learned, so that others come later. */
  private static final double LEARNED_BEFORE = 0.7;

  /** Protects nothing: the subjects are invented. */
  private static final PseudonymKey KEY = PseudonymKey.parse("00".repeat(32));

  private static final Quantization QUANTIZATION = Quantization.DEFAULT;

  private EvidenceCourse() {}

  /** The space of the embeddings of a data set. */
  static EmbeddingSpace space(int dimension) {
    return new EmbeddingSpace(dimension, QUANTIZATION.step());
  }

  /**
   * @param batch examples of a micro-batch
   */
  static Course of(ClassIncrementalStream stream, int batch) {
    List<Lesson> train = train(stream);
    return new Course(
        space(stream.dataset().dimension()), train, test(stream), batch, requestAfter(stream));
  }

  /** After a task, or within the only one. */
  private static int requestAfter(ClassIncrementalStream stream) {
    int all = stream.examples().size();
    int tasks = stream.tasks().size();
    if (tasks == 1) {
      return (int) Math.max(1, Math.round(LEARNED_BEFORE * all));
    }
    int before = (int) Math.max(1, Math.round(LEARNED_BEFORE * tasks));
    return stream.tasks().subList(0, before).stream()
        .mapToInt(task -> stream.examples(task).size())
        .sum();
  }

  private static List<Lesson> train(ClassIncrementalStream stream) {
    Pseudonyms pseudonyms = new Pseudonyms(KEY);
    List<Lesson> lessons = new ArrayList<>();
    for (StreamedExample example : stream.examples()) {
      lessons.add(
          new Lesson(
              pseudonyms.ofSubject(example.subject()),
              example.occurredAt().toEpochMilli(),
              example.label(),
              example.task(),
              quantize(stream.dataset().train().features(example.trainRow()))));
    }
    return lessons;
  }

  private static List<Lesson> test(ClassIncrementalStream stream) {
    LabelledRows rows = stream.dataset().test();
    Pseudonym nobody = new Pseudonym(0, 0);
    List<Lesson> lessons = new ArrayList<>();
    for (String task : stream.tasks()) {
      for (int row : stream.testRows(task)) {
        lessons.add(new Lesson(nobody, 0, rows.label(row), task, quantize(rows.features(row))));
      }
    }
    return lessons;
  }

  private static QuantizedVector quantize(float[] features) {
    try {
      return QUANTIZATION.quantize(features);
    } catch (MalformedEventException e) {
      throw new IllegalStateException("the data set has a row that cannot be used", e);
    }
  }
}

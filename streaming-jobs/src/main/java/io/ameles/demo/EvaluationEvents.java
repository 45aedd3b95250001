package io.ameles.demo;

import io.ameles.client.EventSender;
import io.ameles.demo.dataset.ClassIncrementalStream;
import io.ameles.demo.dataset.LabelledRows;
import io.ameles.demo.dataset.StreamedExample;
import io.ameles.schema.ExampleUse;
import io.ameles.schema.LabeledEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Test rows of a data set as events to evaluate on, sent before the stream begins. They are about
 * the same subjects, so that deletions reach them, too.
 */
final class EvaluationEvents {
  private static final int PER_LABEL = 20;

  private EvaluationEvents() {}

  /** The same number of rows for every label, as far as there are so many, task by task. */
  static List<LabeledEvent> of(ClassIncrementalStream stream) {
    List<Row> rows = new ArrayList<>();
    LabelledRows test = stream.dataset().test();
    for (String task : stream.tasks()) {
      List<Integer> ofTask = stream.testRows(task);
      for (String label : stream.labels(task)) {
        ofTask.stream()
            .filter(row -> test.label(row).equals(label))
            .limit(PER_LABEL)
            .forEach(row -> rows.add(new Row(task, row)));
      }
    }
    List<StreamedExample> examples = stream.examples();
    List<LabeledEvent> events = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      String subject = examples.get((int) ((long) i * examples.size() / rows.size())).subject();
      events.add(event(stream, rows.get(i), i, subject));
    }
    return events;
  }

  private record Row(String task, int testRow) {}

  private static LabeledEvent event(
      ClassIncrementalStream stream, Row row, int number, String subject) {
    LabelledRows test = stream.dataset().test();
    return LabeledEvent.newBuilder()
        .setId("evaluation-" + number)
        .setSubject(subject)
        .setLabel(test.label(row.testRow()))
        .setTask(row.task())
        .setOccurredAt(stream.examples().get(0).occurredAt())
        .setFeatures(EventSender.features(test.features(row.testRow())))
        .setUse(ExampleUse.EVALUATE)
        .build();
  }
}

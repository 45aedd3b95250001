package io.ameles.demo.dataset;

import java.time.Instant;

/**
 * One row of a data set as it is seen in a stream; the features are {@code
 * dataset.train().features(trainRow)}.
 *
 * @param id unique in its stream
 * @param subject whom the example is about
 * @param label one of {@link Dataset#labels()}
 * @param task one of {@link ClassIncrementalStream#tasks()}
 * @param trainRow the row in {@link Dataset#train()}
 * @param occurredAt later than that of every example before it
 */
public record StreamedExample(
    String id, String subject, String label, String task, int trainRow, Instant occurredAt) {

  public StreamedExample {
    notBlank("id", id);
    notBlank("subject", subject);
    notBlank("label", label);
    notBlank("task", task);
    if (trainRow < 0) {
      throw new IllegalArgumentException("trainRow must not be negative, is " + trainRow);
    }
  }

  private static void notBlank(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " is blank");
    }
  }
}

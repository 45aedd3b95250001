package io.ameles.schema;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * The topics of one model.
 *
 * @param prefix put before every name; may be empty
 */
public record TopicNames(String prefix) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Labelled events come in here. */
  public String labeledEvents() {
    return prefix + "labeled-events";
  }

  /** Requests to forget come in here. */
  public String deletionEvents() {
    return prefix + "deletion-events";
  }

  /** What deletions did goes out here. */
  public String deletionReceipts() {
    return prefix + "deletion-receipts";
  }

  /** What could not be used goes out here. */
  public String deadLetters() {
    return prefix + "dead-letters";
  }

  /** Measurements go out here. */
  public String modelMetrics() {
    return prefix + "model-metrics";
  }

  /** Questions to the model come in here. */
  public String predictionRequests() {
    return prefix + "prediction-requests";
  }

  /** Answers go out here. */
  public String predictions() {
    return prefix + "predictions";
  }

  /** What the job reads; as many partitions as it shall have readers. */
  public List<String> inputs() {
    return List.of(labeledEvents(), deletionEvents(), predictionRequests());
  }

  /** What the job writes; one partition keeps receipts in the order of their numbers. */
  public List<String> outputs() {
    return List.of(deletionReceipts(), deadLetters(), modelMetrics(), predictions());
  }

  /** All of them. */
  public List<String> all() {
    return Stream.concat(inputs().stream(), outputs().stream()).toList();
  }
}

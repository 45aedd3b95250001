package io.ameles.stream.topic;

import java.io.Serializable;
import java.util.List;

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

  /** All of them. */
  public List<String> all() {
    return List.of(
        labeledEvents(), deletionEvents(), deletionReceipts(), deadLetters(), modelMetrics());
  }
}

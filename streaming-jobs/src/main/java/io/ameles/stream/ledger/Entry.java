package io.ameles.stream.ledger;

import io.ameles.schema.ExampleUse;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.Position;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of one example: what it is made of while it is live, and otherwise only
 * which revision was covered.
 *
 * @param revision the highest that has arrived
 * @param position the first in Kafka that carries it
 * @param occurredAt when it was observed, milliseconds since the epoch
 * @param label its label; null once it is covered
 * @param task its task, if it has one
 * @param use whether it is learned from; null once it is covered
 */
record Entry(
    int revision,
    Position position,
    long occurredAt,
    @Nullable String label,
    @Nullable String task,
    @Nullable ExampleUse use) {

  static Entry live(Arrival arrival) {
    return new Entry(
        arrival.revision(),
        arrival.position(),
        arrival.occurredAt(),
        arrival.label(),
        arrival.task(),
        arrival.use());
  }

  static Entry covered(Arrival arrival) {
    return new Entry(
        arrival.revision(), arrival.position(), arrival.occurredAt(), null, null, null);
  }

  boolean isLive() {
    return label != null;
  }

  /** The label of a live example. */
  String liveLabel() {
    return Objects.requireNonNull(label, "the example is not live");
  }

  /** What a live example is for. */
  ExampleUse liveUse() {
    return Objects.requireNonNull(use, "the example is not live");
  }

  Entry covered() {
    return new Entry(revision, position, occurredAt, null, null, null);
  }

  Entry at(Position earlier) {
    return new Entry(revision, earlier, occurredAt, label, task, use);
  }

  boolean describes(Arrival arrival) {
    return occurredAt == arrival.occurredAt()
        && arrival.use() == use
        && arrival.label().equals(label)
        && Objects.equals(task, arrival.task());
  }
}

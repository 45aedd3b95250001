package io.ameles.demo;

import io.ameles.client.EventSender;
import io.ameles.demo.dataset.ClassIncrementalStream;
import io.ameles.demo.dataset.StreamedExample;
import io.ameles.schema.LabeledEvent;

/** An example of a data set as an event. */
public final class StreamedEvent {
  private StreamedEvent() {}

  /** The event that tells of {@code example}, which is one of {@code stream}. */
  public static LabeledEvent of(ClassIncrementalStream stream, StreamedExample example) {
    return LabeledEvent.newBuilder()
        .setId(example.id())
        .setSubject(example.subject())
        .setLabel(example.label())
        .setTask(example.task())
        .setOccurredAt(example.occurredAt())
        .setFeatures(EventSender.features(stream.dataset().train().features(example.trainRow())))
        .build();
  }
}

package io.ameles.stream.decode;

import io.ameles.model.version.Manifest;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one reader has read, or one encoder has embedded, since the progress before.
 *
 * @param topic that was read
 * @param next per partition: the offset after the last record read
 * @param counts records read and set aside
 * @param arithmetic by which the encoder shows that it computes what the others compute; null if
 *     there is none
 */
public record Progress(
    String topic,
    SortedMap<Integer, Long> next,
    Manifest.Accounting counts,
    @Nullable String arithmetic) {
  /** Copies the map. */
  public Progress {
    next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
  }

  /** The progress of one that has nothing to do with an encoder. */
  public Progress(String topic, SortedMap<Integer, Long> next, Manifest.Accounting counts) {
    this(topic, next, counts, null);
  }

  /** The progress of an encoder that had to set aside {@code deadLetters} events. */
  public static Progress ofEncoder(String topic, long deadLetters, String arithmetic) {
    return new Progress(
        topic,
        new TreeMap<>(),
        new Manifest.Accounting(0, 0, 0, 0, deadLetters, 0, 0, 0),
        arithmetic);
  }

  /** The same of one that embeds as well. */
  Progress with(String encoderArithmetic) {
    return new Progress(topic, next, counts, encoderArithmetic);
  }
}

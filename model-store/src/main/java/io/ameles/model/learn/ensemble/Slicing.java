package io.ameles.model.learn.ensemble;

import io.ameles.model.identity.Pseudonym;
import io.ameles.model.learn.SettingsReader;
import java.io.Serializable;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * How the stream is cut.
 *
 * @param shards into how many models by subject
 * @param window how much event time a slice spans, at least a millisecond
 * @param mostExamples after how many examples a slice ends in any case
 * @param mostSlices how many closed slices a shard keeps
 */
record Slicing(int shards, Duration window, int mostExamples, int mostSlices)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Duration HOUR = Duration.ofHours(1);

  static Slicing read(SettingsReader settings) {
    return new Slicing(
        settings.integer("shards", 5, 1, 64),
        window(settings),
        settings.integer("slice-examples", 1000, 1, Integer.MAX_VALUE),
        settings.integer("max-slices", 16, 1, 10_000));
  }

  private static Duration window(SettingsReader settings) {
    try {
      Duration window = Duration.parse(settings.text("slice", HOUR.toString()));
      if (window.toMillis() >= 1) {
        return window;
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      // Said below, as for durations that are too short.
    }
    settings.problem("slice", "a duration of at least a millisecond, such as PT1H");
    return HOUR;
  }

  /** A pseudonym's bytes are a keyed hash already, the same wherever and whenever it is taken. */
  int shard(Pseudonym subject) {
    return (int) Long.remainderUnsigned(subject.low(), shards);
  }

  /** The number of the window that an instant lies in. */
  long window(long occurredAt) {
    return Math.floorDiv(occurredAt, window.toMillis());
  }
}

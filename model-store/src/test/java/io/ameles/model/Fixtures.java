package io.ameles.model;

import io.ameles.model.embed.Quantization;
import io.ameles.model.identity.PseudonymKey;
import io.ameles.model.version.Manifest;
import io.ameles.schema.ExampleUse;
import io.ameles.schema.LabeledEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What several tests of this module start from. */
public final class Fixtures {
  /** Small enough to calculate with by hand. */
  public static final int DIMENSION = 3;

  /** Milliseconds since the epoch of {@code time(0)}. */
  public static final long START = 1_700_000_000_000L;

  /** A key that protects nothing. */
  public static final PseudonymKey KEY = PseudonymKey.parse("0f".repeat(32));

  private Fixtures() {}

  /** A point in time, in seconds after the start. */
  public static Instant time(long seconds) {
    return Instant.ofEpochMilli(START + seconds * 1000);
  }

  /** Features as an event carries them. */
  public static ByteBuffer features(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  /** A manifest of a version that reflects nothing and has no learners. */
  public static Manifest manifest(long epoch) {
    return manifest(epoch, null);
  }

  /** The same, of a model from which something was removed in {@code cleanSince}. */
  public static Manifest manifest(long epoch, @Nullable Long cleanSince) {
    SortedMap<String, SortedMap<Integer, Long>> offsets = new TreeMap<>();
    offsets.put("labeled-events", new TreeMap<>());
    return new Manifest(
        Manifest.FORMAT,
        "m",
        epoch,
        epoch == 1 ? null : epoch - 1,
        time(epoch).toString(),
        "ameles test",
        new Manifest.Intake(
            DIMENSION, "l2", Quantization.DEFAULT.stepExponent(), 1_000_000, 60_000, null),
        "contributions",
        null,
        cleanSince,
        offsets,
        0,
        Manifest.Accounting.NONE,
        List.of());
  }

  /** An event with revision 0 and no task. */
  public static LabeledEvent event(
      @Nullable String subject, String id, String label, Instant occurredAt, float... features) {
    return new LabeledEvent(
        id, 0, subject, label, null, occurredAt, features(features), null, null, ExampleUse.TRAIN);
  }
}

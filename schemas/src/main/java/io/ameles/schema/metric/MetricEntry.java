package io.ameles.schema.metric;

import java.util.Locale;

/**
 * What a name of the metrics topic means.
 *
 * @param group the heading it stands under
 * @param name lower case, with dots
 * @param perLearner whether there is one per learner; otherwise it is about the whole job
 * @param tag what the tag is, such as {@code label}; {@code none} if there is no tag
 * @param unit of the value, or its range where it has no unit
 * @param law how the value moves
 * @param told where the fact can be found
 * @param sentence what it is
 */
public record MetricEntry(
    String group,
    String name,
    boolean perLearner,
    String tag,
    String unit,
    Law law,
    Told told,
    String sentence) {
  private static final String NO_TAG = "none";

  /** How a value moves. */
  public enum Law {
    /** Counts since the beginning and never falls. */
    TOTAL,
    /** Is as of the end of the epoch. */
    LEVEL,
    /** Is of one epoch alone. */
    EPOCH
  }

  /** Where a fact can be found. */
  public enum Told {
    /** On the topic, and so everywhere. */
    TOPIC,
    /** Among the gauges of Flink's operators only. */
    REPORTERS,
    /** Measured and shown by the console only. */
    CONSOLE
  }

  /** Whether its facts have tags. */
  public boolean hasTag() {
    return !tag.equals(NO_TAG);
  }

  /** The name for Prometheus, as the console's {@code /metrics} has it. */
  public String prometheusName() {
    return prometheusName(name);
  }

  /** As {@link #prometheusName()}, of any name of the topic. */
  public static String prometheusName(String name) {
    return "ameles_" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
  }
}

package io.ameles.console.answer;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Prometheus' text format, version 0.0.4. A sample that is there already is left out: two names may
 * become one, because Prometheus allows fewer characters. NOT thread-safe.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition
 *     formats</a>
 */
final class MetricsText {
  private final Map<String, Family> families = new TreeMap<>();

  private static final class Family {
    private final String help;
    private final String type;
    private final Map<String, String> samples = new LinkedHashMap<>();

    private Family(String help, String type) {
      this.help = help;
      this.type = type;
    }
  }

  /** The name that a fact has for Prometheus. */
  static String name(String fact) {
    return "ameles_" + fact.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
  }

  void gauge(String name, String help, Map<String, String> labels, double value) {
    add(name, help, "gauge", labels, number(value));
  }

  void gauge(String name, String help, Map<String, String> labels, long value) {
    add(name, help, "gauge", labels, Long.toString(value));
  }

  void counter(String name, String help, Map<String, String> labels, long value) {
    add(name, help, "counter", labels, Long.toString(value));
  }

  private void add(
      String name, String help, String type, Map<String, String> labels, String value) {
    families
        .computeIfAbsent(name, unused -> new Family(help, type))
        .samples
        .putIfAbsent(labels(labels), value);
  }

  private static String labels(Map<String, String> labels) {
    if (labels.isEmpty()) {
      return "";
    }
    Set<String> texts = new LinkedHashSet<>();
    labels.forEach((name, value) -> texts.add("%s=\"%s\"".formatted(name, escape(value))));
    return "{" + String.join(",", texts) + "}";
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    families.forEach(
        (name, family) -> {
          text.append("# HELP ").append(name).append(' ');
          text.append(family.help.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
          text.append("# TYPE ").append(name).append(' ').append(family.type).append('\n');
          family.samples.forEach(
              (labels, value) ->
                  text.append(name).append(labels).append(' ').append(value).append('\n'));
        });
    return text.toString();
  }
}

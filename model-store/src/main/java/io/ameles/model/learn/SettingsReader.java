package io.ameles.model.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads a learner's settings and collects every problem instead of stopping at the first; a setting
 * with a problem is replaced by its default. NOT thread-safe.
 */
public final class SettingsReader {
  private final String name;
  private final String type;
  private final Map<String, String> given;
  private final SortedMap<String, String> values = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * @param name of the learner
   * @param type of the learner
   * @param given what was chosen, by key
   */
  public SettingsReader(String name, String type, Map<String, String> given) {
    this.name = name;
    this.type = type;
    this.given = Map.copyOf(given);
  }

  /** A whole number. */
  public int integer(String key, int defaultValue, int min, int max) {
    return (int) wholeNumber(key, defaultValue, min, max);
  }

  /** A whole number for everything that is random. */
  public long seed(String key) {
    return wholeNumber(key, 1, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private long wholeNumber(String key, long defaultValue, long min, long max) {
    long value = defaultValue;
    String text = given.get(key);
    if (text != null) {
      try {
        value = Long.parseLong(text);
      } catch (NumberFormatException e) {
        problem(key, "a whole number");
      }
    }
    if (value < min || value > max) {
      problem(key, "a whole number from %d to %d".formatted(min, max));
      value = defaultValue;
    }
    values.put(key, Long.toString(value));
    return value;
  }

  /** A finite number. */
  public double number(String key, double defaultValue, double min, double max) {
    double value = defaultValue;
    String text = given.get(key);
    if (text != null) {
      try {
        value = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        problem(key, "a number");
      }
    }
    if (!(value >= min && value <= max)) {
      problem(key, "a number from %s to %s".formatted(min, max));
      value = defaultValue;
    }
    values.put(key, Double.toString(value));
    return value;
  }

  /** Any text. */
  public String text(String key, String defaultValue) {
    String value = given.getOrDefault(key, defaultValue);
    values.put(key, value);
    return value;
  }

  /** A constant by its name in lower case with dashes. */
  public <E extends Enum<E>> E choice(String key, E defaultValue) {
    E[] constants = defaultValue.getDeclaringClass().getEnumConstants();
    String text = given.getOrDefault(key, spell(defaultValue));
    E value =
        Arrays.stream(constants)
            .filter(constant -> spell(constant).equals(text))
            .findFirst()
            .orElse(null);
    if (value == null) {
      problem(
          key,
          Arrays.stream(constants).map(SettingsReader::spell).collect(Collectors.joining(" or ")));
      value = defaultValue;
    }
    values.put(key, spell(value));
    return value;
  }

  private static String spell(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Notes that the value of {@code key} cannot be used. */
  public void problem(String key, String allowed) {
    String value = given.containsKey(key) ? given.get(key) : "nothing";
    problems.add("learners.%s.%s: is %s, must be %s".formatted(name, key, value, allowed));
  }

  /** What was read, with the defaults of what was not given. */
  public LearnerSettings settings() {
    return new LearnerSettings(name, type, values);
  }

  /** One line per problem, naming key, value and what is allowed; unknown keys included. */
  public List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    for (String key : new TreeSet<>(given.keySet())) {
      if (!values.containsKey(key)) {
        all.add(
            "learners.%s.%s: there is no such setting; %s has %s"
                .formatted(name, key, type, values.isEmpty() ? "none" : values.keySet()));
      }
    }
    return all;
  }
}

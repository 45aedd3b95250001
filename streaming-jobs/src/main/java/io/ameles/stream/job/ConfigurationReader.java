package io.ameles.stream.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed values out of a tree and collects every problem instead of stopping at the first. A
 * value with a problem is replaced by its default, so that reading can go on. NOT thread-safe.
 */
final class ConfigurationReader {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(36_525);

  private final JsonNode root;
  private final Set<String> known = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();

  ConfigurationReader(JsonNode root) {
    this.root = root;
  }

  /**
   * One line per problem, naming key, value and what is allowed; keys nobody asked for included.
   */
  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    collectUnknown("", root, all);
    return all;
  }

  void problem(String key, String allowed) {
    JsonNode node = node(key);
    String value = node.isMissingNode() ? "nothing" : node.toString();
    problems.add("%s: is %s, must be %s".formatted(key, value, allowed));
  }

  /** As {@link #problem}, for what may be a secret: does not quote the value. */
  void problemUnquoted(String key, String allowed) {
    problems.add("%s: must be %s".formatted(key, allowed));
  }

  String text(String key, String defaultValue) {
    JsonNode node = node(key);
    if (absent(node)) {
      return defaultValue;
    }
    if (!node.isValueNode()) {
      problem(key, "a text");
      return defaultValue;
    }
    return node.asText();
  }

  int integer(String key, int defaultValue, int min, int max) {
    JsonNode node = node(key);
    if (absent(node)) {
      return defaultValue;
    }
    boolean whole = node.isIntegralNumber() && node.canConvertToLong();
    if (!whole || node.asLong() < min || node.asLong() > max) {
      problem(key, wholeNumber(min, max));
      return defaultValue;
    }
    return node.asInt();
  }

  /** A whole number that must be there. */
  int requiredInteger(String key, int min, int max) {
    if (absent(node(key))) {
      problem(key, wholeNumber(min, max));
    }
    return integer(key, min, min, max);
  }

  private static String wholeNumber(int min, int max) {
    return "a whole number from %d to %d".formatted(min, max);
  }

  /** A list of so many finite numbers. */
  List<Double> numbers(String key, List<Double> defaultValue, int count, double min) {
    JsonNode node = node(key);
    if (absent(node)) {
      return defaultValue;
    }
    List<Double> numbers = new ArrayList<>();
    for (JsonNode element : node) {
      if (element.isNumber() && element.asDouble() >= min && Double.isFinite(element.asDouble())) {
        numbers.add(element.asDouble());
      }
    }
    if (!node.isArray() || node.size() != count || numbers.size() != count) {
      problem(key, "a list of %d numbers, none below %s".formatted(count, min));
      return defaultValue;
    }
    return numbers;
  }

  boolean flag(String key, boolean defaultValue) {
    JsonNode node = node(key);
    if (absent(node)) {
      return defaultValue;
    }
    if (!node.isBoolean()) {
      problem(key, "true or false");
      return defaultValue;
    }
    return node.asBoolean();
  }

  /** A number from 0 to 1. */
  double share(String key, double defaultValue) {
    JsonNode node = node(key);
    if (absent(node)) {
      return defaultValue;
    }
    if (!node.isNumber() || !(node.asDouble() >= 0 && node.asDouble() <= 1)) {
      problem(key, "a number from 0 to 1");
      return defaultValue;
    }
    return node.asDouble();
  }

  /** A finite number above 0. */
  double positive(String key, double defaultValue) {
    JsonNode node = node(key);
    if (absent(node)) {
      return defaultValue;
    }
    if (!node.isNumber() || !(node.asDouble() > 0) || !Double.isFinite(node.asDouble())) {
      problem(key, "a number above 0");
      return defaultValue;
    }
    return node.asDouble();
  }

  /** Whether there are settings below a key, be they none: {@code {}}. */
  boolean section(String key) {
    JsonNode node = node(key);
    if (!absent(node) && !node.isObject()) {
      problem(key, "keys and their values");
    }
    return node.isObject();
  }

  /** A list of things with settings of their own; of each, the values by key. */
  List<Map<String, List<String>>> records(String key, Set<String> keys) {
    JsonNode node = node(key);
    List<Map<String, List<String>>> records = new ArrayList<>();
    boolean wellFormed = absent(node) || node.isArray();
    for (JsonNode element : node) {
      Map<String, List<String>> values = new LinkedHashMap<>();
      element.properties().forEach(field -> values.put(field.getKey(), texts(field.getValue())));
      wellFormed &= element.isObject() && keys.containsAll(values.keySet());
      records.add(values);
    }
    if (!wellFormed) {
      problem(key, "a list of {key: value} with the keys %s".formatted(new TreeSet<>(keys)));
      return List.of();
    }
    return records;
  }

  /** A list of texts; may be none. */
  List<String> texts(String key) {
    JsonNode node = node(key);
    if (absent(node)) {
      return List.of();
    }
    List<String> texts = texts(node);
    if (!node.isArray() || texts.contains("")) {
      problem(key, "a list of texts");
      return List.of();
    }
    return texts;
  }

  private static List<String> texts(JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).toList()
        : List.of(node.asText());
  }

  /** ISO-8601, as in PT10S or P90D; a millisecond to a century. */
  Duration duration(String key, Duration defaultValue) {
    Duration duration = optionalDuration(key);
    return duration == null ? defaultValue : duration;
  }

  @Nullable Duration optionalDuration(String key) {
    JsonNode node = node(key);
    if (absent(node)) {
      return null;
    }
    try {
      Duration duration = Duration.parse(node.asText());
      if (duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // Falls through: one message for everything that is not such a duration.
    }
    problem(
        key,
        "an ISO-8601 duration such as PT10S or P90D, from %s to P%dD"
            .formatted(SHORTEST, LONGEST.toDays()));
    return null;
  }

  /** A constant by its name in lower case. */
  <E extends Enum<E>> E choice(String key, E defaultValue) {
    String text = text(key, defaultValue.name()).toUpperCase(Locale.ROOT).replace('-', '_');
    E[] constants = defaultValue.getDeclaringClass().getEnumConstants();
    for (E constant : constants) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    problem(
        key,
        Arrays.stream(constants)
            .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .collect(Collectors.joining(" or ")));
    return defaultValue;
  }

  /** Some constants by their names in lower case, without repetition; may be none. */
  <E extends Enum<E>> List<E> choices(String key, Class<E> type, List<E> defaultValues) {
    JsonNode node = node(key);
    if (absent(node)) {
      return defaultValues;
    }
    Map<String, E> constants = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      constants.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
    }
    List<E> chosen = new ArrayList<>();
    node.forEach(element -> chosen.add(constants.get(element.asText())));
    if (!node.isArray() || chosen.contains(null) || new HashSet<>(chosen).size() != chosen.size()) {
      problem(key, "a list, without repetition, of " + String.join(", ", constants.keySet()));
      return defaultValues;
    }
    return chosen;
  }

  /**
   * Things that are listed by name, each with settings of its own or without: {@code [a, b: {key:
   * value}]}; in the order of the list.
   */
  Map<String, Map<String, String>> named(String key, List<String> defaultNames) {
    JsonNode node = node(key);
    Map<String, Map<String, String>> named = new LinkedHashMap<>();
    if (absent(node)) {
      defaultNames.forEach(name -> named.put(name, Map.of()));
      return named;
    }
    for (JsonNode element : node) {
      boolean alone = element.isTextual();
      boolean withSettings =
          element.isObject() && element.size() == 1 && element.iterator().next().isObject();
      if (!alone && !withSettings) {
        problem(key, "a list of names, or of name: {key: value}");
        return named;
      }
      String name = alone ? element.asText() : element.fieldNames().next();
      Map<String, String> settings =
          withSettings ? settings(key, element.iterator().next()) : Map.of();
      if (named.put(name, settings) != null) {
        problem(key, "a list without repetition");
      }
    }
    if (named.isEmpty()) {
      problem(key, "a list of at least one name");
    }
    return named;
  }

  private Map<String, String> settings(String key, JsonNode node) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonNode value = field.getValue();
      if (value.isArray()) {
        settings.put(
            field.getKey(),
            StreamSupport.stream(value.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(",")));
      } else if (value.isValueNode() && !value.isNull()) {
        settings.put(field.getKey(), value.asText());
      } else {
        // In {a: 1,2} YAML sees a key 2 without a value.
        problem(key, "settings that each have a value; put texts with commas in quotes");
      }
    }
    return settings;
  }

  /** Notes problems that name their key themselves. */
  void problems(List<String> lines) {
    problems.addAll(lines);
  }

  /** Everything below a key, as it is, nested keys joined by dots. */
  Map<String, String> raw(String key) {
    JsonNode node = node(key);
    if (!absent(node) && !node.isObject()) {
      problemUnquoted(key, "keys and their values");
    }
    Map<String, String> values = new LinkedHashMap<>();
    flatten("", node, values);
    known.add(key + ".*");
    return values;
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> values) {
    node.properties()
        .forEach(
            field -> {
              String name = prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey();
              if (field.getValue().isObject()) {
                flatten(name, field.getValue(), values);
              } else if (!field.getValue().isNull()) {
                values.put(name, scalar(field.getValue()));
              }
            });
  }

  /** A list becomes one text in Flink's own notation. */
  private static String scalar(JsonNode node) {
    if (!node.isArray()) {
      return node.asText();
    }
    List<String> elements = new ArrayList<>();
    node.forEach(element -> elements.add(element.asText()));
    return String.join(";", elements);
  }

  private JsonNode node(String key) {
    known.add(key);
    JsonNode node = root;
    for (String part : key.split("\\.", -1)) {
      node = node.path(part);
    }
    return node;
  }

  private static boolean absent(JsonNode node) {
    return node instanceof MissingNode || node.isNull();
  }

  private void collectUnknown(String prefix, JsonNode node, List<String> all) {
    node.properties()
        .forEach(
            field -> {
              String key = prefix + field.getKey();
              if (known.contains(key + ".*")) {
                return;
              }
              if (field.getValue().isObject()) {
                collectUnknown(key + ".", field.getValue(), all);
              } else if (!known.contains(key)) {
                all.add("%s: is not a key; known are %s".formatted(key, siblings(prefix)));
              }
            });
  }

  private List<String> siblings(String prefix) {
    return known.stream().filter(key -> key.startsWith(prefix) && !key.endsWith(".*")).toList();
  }
}

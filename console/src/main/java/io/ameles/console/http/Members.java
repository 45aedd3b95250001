package io.ameles.console.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, of which nothing but those that are known may be there. */
final class Members {
  private final JsonNode object;

  /**
   * @param known names of all members that there may be
   */
  Members(JsonNode object, Set<String> known) {
    this.object = object;
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw wrong(
                    "It has a member that is not known; known are "
                        + known.stream().sorted().toList()
                        + ".");
              }
            });
  }

  static Problem wrong(String detail) {
    return new Problem(Problem.Kind.BAD_REQUEST, detail);
  }

  /** A text of 1 to so many characters; null if it is not there. */
  @Nullable String text(String name, int longest) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    boolean fits = value.isTextual() && isBetween(value.textValue().length(), 1, longest);
    if (!fits) {
      throw wrong("%s must be a text of 1 to %d characters.".formatted(name, longest));
    }
    return value.textValue();
  }

  /** A flag; false if it is not there. */
  boolean flag(String name) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw wrong(name + " must be true or false.");
    }
    return value.booleanValue();
  }

  /** A whole number within bounds. */
  int integer(String name, int otherwise, int min, int max) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return otherwise;
    }
    boolean fits =
        value.isIntegralNumber()
            && value.canConvertToInt()
            && isBetween(value.intValue(), min, max);
    if (!fits) {
      throw wrong("%s must be a whole number from %d to %d.".formatted(name, min, max));
    }
    return value.intValue();
  }

  /** Texts; none if it is not there. */
  List<String> texts(String name, int most, int longest) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(name, most)) {
      boolean fits = element.isTextual() && isBetween(element.textValue().length(), 1, longest);
      if (!fits) {
        throw wrong("%s must hold texts of 1 to %d characters.".formatted(name, longest));
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /** The elements of a list; none if it is not there. */
  List<JsonNode> array(String name, int most) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return List.of();
    }
    if (!value.isArray() || value.size() > most) {
      throw wrong("%s must be a list of at most %d.".formatted(name, most));
    }
    List<JsonNode> elements = new ArrayList<>(value.size());
    value.forEach(elements::add);
    return elements;
  }

  /** Bytes in Base64; null if it is not there. */
  byte @Nullable [] bytes(String name) {
    String text = text(name, Integer.MAX_VALUE);
    if (text == null) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw wrong(name + " must be Base64.");
    }
  }

  /** Whether it is there, and not null. */
  boolean has(String name) {
    return object.hasNonNull(name);
  }

  private static boolean isBetween(int value, int min, int max) {
    return value >= min && value <= max;
  }
}

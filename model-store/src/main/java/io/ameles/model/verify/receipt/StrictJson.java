package io.ameles.model.verify.receipt;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Reads JSON of which exactly one form is allowed (RFC 8785), so that nothing can hide in it. */
final class StrictJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final long BOUND = 1L << 53;

  private StrictJson() {}

  /**
   * @param what it is, for the message
   * @param names of all its members
   */
  static JsonNode object(byte[] bytes, String what, Set<String> names) throws Refused {
    JsonNode node = parse(bytes, what);
    if (!node.isObject() || !Arrays.equals(canonical(node, what), bytes)) {
      throw new Refused(Flaw.FORMAT, what + " is not a JSON object in canonical form");
    }
    requireMembers(node, what, names);
    return node;
  }

  /** JSON in whatever form, without a name twice. */
  static JsonNode parse(byte[] bytes, String what) throws Refused {
    try {
      JsonNode node = JSON.readTree(bytes);
      if (!node.isMissingNode()) {
        return node;
      }
    } catch (IOException e) {
      // The one message for everything that is not JSON.
    }
    throw new Refused(Flaw.FORMAT, what + " is not JSON");
  }

  static void requireMembers(JsonNode node, String what, Set<String> names) throws Refused {
    Set<String> found = new TreeSet<>();
    node.fieldNames().forEachRemaining(found::add);
    if (!found.equals(names)) {
      throw new Refused(Flaw.FORMAT, what + " does not have the members of its format");
    }
  }

  static String text(JsonNode node, String name) throws Refused {
    JsonNode value = node.path(name);
    if (!value.isTextual()) {
      throw new Refused(Flaw.FORMAT, name + " is not a text");
    }
    return value.textValue();
  }

  static long integer(JsonNode node, String name) throws Refused {
    JsonNode value = node.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new Refused(Flaw.FORMAT, name + " is not an integer");
    }
    return value.longValue();
  }

  static JsonNode array(JsonNode node, String name) throws Refused {
    JsonNode value = node.path(name);
    if (!value.isArray()) {
      throw new Refused(Flaw.FORMAT, name + " is not an array");
    }
    return value;
  }

  static byte[] canonical(JsonNode node, String what) throws Refused {
    StringBuilder text = new StringBuilder();
    write(node, text, what);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(JsonNode node, StringBuilder text, String what) throws Refused {
    switch (node.getNodeType()) {
      case NULL, BOOLEAN -> text.append(node.asText());
      case STRING -> quote(node.textValue(), text);
      case NUMBER -> {
        boolean safe = node.isIntegralNumber() && node.canConvertToLong();
        if (!safe || node.longValue() >= BOUND || node.longValue() <= -BOUND) {
          throw new Refused(Flaw.FORMAT, what + " has a number that is no integer below 2^53");
        }
        text.append(node.longValue());
      }
      case ARRAY -> {
        text.append('[');
        for (int i = 0; i < node.size(); i++) {
          text.append(i == 0 ? "" : ",");
          write(node.get(i), text, what);
        }
        text.append(']');
      }
      case OBJECT -> {
        Set<String> names = new TreeSet<>(); // by UTF-16 units, as the format wants it
        node.fieldNames().forEachRemaining(names::add);
        String separator = "{";
        for (String name : names) {
          text.append(separator);
          quote(name, text);
          write(node.get(name), text.append(':'), what);
          separator = ",";
        }
        text.append(names.isEmpty() ? "{}" : "}");
      }
      case BINARY, MISSING, POJO -> throw new IllegalStateException("no parser makes these");
    }
  }

  private static void quote(String value, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char unit = value.charAt(i);
      int escape = "\b\t\n\f\r\"\\".indexOf(unit);
      if (escape >= 0) {
        text.append('\\').append("btnfr\"\\".charAt(escape));
      } else if (unit < 0x20) {
        text.append("\\u00").append(Character.forDigit(unit >> 4, 16));
        text.append(Character.forDigit(unit & 15, 16));
      } else {
        text.append(unit);
      }
    }
    text.append('"');
  }
}

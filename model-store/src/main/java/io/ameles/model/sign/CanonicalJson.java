package io.ameles.model.sign;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one form in bytes that a JSON value has: RFC 8785, restricted to texts, integers whose
 * absolute value is below 2^53, booleans, null, arrays and objects. Names are sorted by their
 * UTF-16 code units, there is no white space, and the text is UTF-8. Without fractions the rules of
 * RFC 8785 for numbers reduce to plain decimal digits.
 */
public final class CanonicalJson {
  /** Integers up to here are the same in every language that reads JSON, even as doubles. */
  private static final long LARGEST = (1L << 53) - 1;

  private final StringBuilder text = new StringBuilder();

  private CanonicalJson() {}

  /**
   * The canonical form of an object.
   *
   * @param value of {@link String}, {@link Integer}, {@link Long}, {@link Boolean}, null, {@link
   *     Collection} in its order, and {@link Map} by strings; not modified
   * @throws AmelesException with {@link ErrorCode#BROKEN_INVARIANT} for what has no canonical form:
   *     other types, larger integers, and texts with half a surrogate pair
   */
  public static byte[] of(Map<String, ?> value) {
    CanonicalJson json = new CanonicalJson();
    json.append(value);
    return json.text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void append(@Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      text.append(value);
    } else if (value instanceof String string) {
      appendText(string);
    } else if (value instanceof Integer || value instanceof Long) {
      appendInteger(((Number) value).longValue());
    } else if (value instanceof Collection<?> items) {
      appendArray(items);
    } else if (value instanceof Map<?, ?> members) {
      appendObject(members);
    } else {
      throw refusal("a value of " + value.getClass());
    }
  }

  private void appendInteger(long integer) {
    if (integer > LARGEST || integer < -LARGEST) {
      throw refusal("an integer of 2^53 or more");
    }
    text.append(integer);
  }

  private void appendArray(Collection<?> items) {
    String separator = "[";
    for (Object item : items) {
      text.append(separator);
      append(item);
      separator = ",";
    }
    text.append(items.isEmpty() ? "[]" : "]");
  }

  private void appendObject(Map<?, ?> members) {
    TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
    members.forEach((name, value) -> sorted.put(name(name), value));
    String separator = "{";
    for (Map.Entry<String, @Nullable Object> member : sorted.entrySet()) {
      text.append(separator);
      appendText(member.getKey());
      text.append(':');
      append(member.getValue());
      separator = ",";
    }
    text.append(sorted.isEmpty() ? "{}" : "}");
  }

  private static String name(@Nullable Object name) {
    if (name instanceof String string) {
      return string;
    }
    throw refusal("an object whose names are not texts");
  }

  private void appendText(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char unit = string.charAt(i);
      switch (unit) {
        case '"', '\\' -> text.append('\\').append(unit);
        case '\b' -> text.append("\\b");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\f' -> text.append("\\f");
        case '\r' -> text.append("\\r");
        default -> {
          if (unit < ' ') {
            text.append("\\u%04x".formatted((int) unit));
          } else {
            text.append(unit);
          }
        }
      }
      if (isHalf(string, i)) {
        throw refusal("a text with half a surrogate pair");
      }
    }
    text.append('"');
  }

  private static boolean isHalf(String string, int at) {
    char unit = string.charAt(at);
    if (Character.isHighSurrogate(unit)) {
      return at + 1 == string.length() || !Character.isLowSurrogate(string.charAt(at + 1));
    }
    return Character.isLowSurrogate(unit)
        && (at == 0 || !Character.isHighSurrogate(string.charAt(at - 1)));
  }

  /** Quotes nothing of the value, which may be personal. */
  private static AmelesException refusal(String what) {
    return new AmelesException(
        ErrorCode.BROKEN_INVARIANT,
        "What is to be signed contains %s, which has no canonical form.".formatted(what));
  }
}

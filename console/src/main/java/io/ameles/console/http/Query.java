package io.ameles.console.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters behind the question mark, of which only those that are known may be there. */
final class Query {
  private static final int LONGEST = 512;

  private final Context exchange;

  Query(Context exchange, Set<String> known) {
    this.exchange = exchange;
    if (!known.containsAll(exchange.queryParamMap().keySet())) {
      throw Members.wrong(
          "There is a parameter that is not known; known are %s."
              .formatted(known.stream().sorted().toList()));
    }
  }

  List<String> texts(String name) {
    List<String> texts = exchange.queryParams(name);
    if (texts.stream().anyMatch(text -> text.isEmpty() || text.length() > LONGEST)) {
      throw Members.wrong("%s must have 1 to %d characters.".formatted(name, LONGEST));
    }
    return texts;
  }

  @Nullable String text(String name) {
    List<String> texts = texts(name);
    if (texts.size() > 1) {
      throw Members.wrong(name + " must be there once.");
    }
    return texts.isEmpty() ? null : texts.get(0);
  }

  long integer(String name, long otherwise, long min, long max) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through: one message for everything that is not such a number.
    }
    throw Members.wrong("%s must be a whole number from %d to %d.".formatted(name, min, max));
  }
}

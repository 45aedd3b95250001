package io.ameles.console.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;

/** Reads bodies, up to a limit. */
final class Body {
  private Body() {}

  /** The JSON object that was sent. */
  static JsonNode object(Context exchange, int maxBytes) {
    return Json.object(bytes(exchange, maxBytes));
  }

  private static byte[] bytes(Context exchange, int maxBytes) {
    if (exchange.req().getContentLengthLong() > maxBytes) {
      throw tooLarge(maxBytes);
    }
    try {
      byte[] bytes = exchange.bodyInputStream().readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw tooLarge(maxBytes);
      }
      return bytes;
    } catch (IOException e) {
      throw new Problem(Problem.Kind.BAD_REQUEST, "The body did not come in whole.");
    }
  }

  private static Problem tooLarge(int maxBytes) {
    return new Problem(
        Problem.Kind.TOO_LARGE, "The body must have at most %d bytes.".formatted(maxBytes));
  }
}

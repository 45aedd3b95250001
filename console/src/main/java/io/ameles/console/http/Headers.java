package io.ameles.console.http;

import io.javalin.http.Context;

/** What every answer tells a browser. */
final class Headers {
  private static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  private Headers() {}

  static void set(Context exchange, boolean tls) {
    exchange
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Cache-Control", "no-store");
    if (tls) {
      exchange.header("Strict-Transport-Security", "max-age=31536000");
    }
  }
}

package io.ameles.console.http;

import io.javalin.http.Context;

/** Writes answers. */
final class Reply {
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  private Reply() {}

  static void json(Context exchange, Object answer) {
    exchange.contentType(JSON).result(Json.bytes(answer));
  }

  static void problem(Context exchange, Problem problem) {
    exchange
        .status(problem.kind().status())
        .contentType(PROBLEM)
        .result(Json.bytes(problem.body()));
  }
}

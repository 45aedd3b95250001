package io.ameles.console.http;

import io.ameles.console.picture.Picture;
import io.ameles.console.picture.Request;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.RequestAction;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** What can be done. */
final class ActRoutes {
  private static final int MOST_BYTES = 1 << 18;
  private static final int MOST_EXAMPLES = 1_000;
  private static final int LONGEST = 256;
  private static final int SENDS = 4;
  private static final Set<String> MEMBERS =
      Set.of(
          "requestId",
          "action",
          "scope",
          "subject",
          "exampleIds",
          "label",
          "task",
          "permanent",
          "regulation");
  private static final List<RequestAction> ACTIONS =
      List.of(RequestAction.FORGET, RequestAction.CONFIRM, RequestAction.DECLINE);

  private final Services services;
  private final Semaphore checks = new Semaphore(1);
  private final Semaphore sends = new Semaphore(SENDS);
  private final Pace pace;

  ActRoutes(Services services, Pace pace) {
    this.services = services;
    this.pace = pace;
  }

  void forget(Context exchange) {
    Members members = new Members(Body.object(exchange, MOST_BYTES), MEMBERS);
    RequestAction action = choice(members, "action", ACTIONS, RequestAction.FORGET);
    DeletionEvent request = request(members, action);
    send(request);
    exchange.status(202);
    Reply.json(exchange, Map.of("requestId", request.getRequestId()));
  }

  /** Each waits for Kafka, seconds where Kafka does not answer; others need threads too. */
  private void send(DeletionEvent request) {
    if (!sends.tryAcquire()) {
      throw new Problem(
          Problem.Kind.TOO_MANY, "%d requests are being sent; try again.".formatted(SENDS));
    }
    try {
      services.deletions().send(request);
    } finally {
      sends.release();
    }
  }

  private DeletionEvent request(Members members, RequestAction action) {
    String id = members.text("requestId", LONGEST);
    DeletionEvent.Builder request =
        DeletionEvent.newBuilder().setAction(action).setRegulation(members.text("regulation", 64));
    describe(members, request);
    if (action == RequestAction.FORGET) {
      Instant now = services.clock().instant().truncatedTo(ChronoUnit.MILLIS);
      return request
          .setRequestId(id == null ? UUID.randomUUID().toString() : id)
          .setRequestedAt(now)
          .setPermanent(members.flag("permanent"))
          .build();
    }
    if (id == null) {
      throw Members.wrong("requestId must say which request is meant.");
    }
    if (members.has("permanent")) {
      throw Members.wrong("permanent is taken from the request that is meant.");
    }
    Request.Key meant = meant(id, request.getScope());
    return request
        .setRequestId(id)
        .setRequestedAt(meant.requestedAt())
        .setPermanent(meant.permanent())
        .build();
  }

  /** Nobody must confirm another request than the one that was looked at. */
  private Request.Key meant(String id, DeletionScope scope) {
    List<Request.Key> held =
        services.picture().look(books -> keys(books, id)).stream()
            .filter(key -> key.scope() == scope)
            .toList();
    if (held.isEmpty()) {
      throw new Problem(
          Problem.Kind.NOT_FOUND, "No request with this requestId and scope is held.");
    }
    if (held.size() > 1) {
      throw Members.wrong(
          "Several requests with this requestId are held; use ameles forget with --requested-at.");
    }
    return held.get(0);
  }

  private static List<Request.Key> keys(Picture.Books books, String id) {
    List<Request.Key> keys = new ArrayList<>();
    for (Request request : books.requests().newestFirst()) {
      boolean held = request.step().stage() == ReceiptStage.HELD;
      if (held && request.key().requestId().equals(id) && !request.key().whole()) {
        keys.add(request.key());
      }
    }
    return keys;
  }

  private static void describe(Members members, DeletionEvent.Builder request) {
    DeletionScope scope = choice(members, "scope", List.of(DeletionScope.values()), null);
    String subject = members.text("subject", LONGEST);
    String label = members.text("label", LONGEST);
    String task = members.text("task", LONGEST);
    List<String> examples = members.texts("exampleIds", MOST_EXAMPLES, LONGEST);
    boolean right =
        switch (scope) {
          case SUBJECT -> subject != null && label == null && task == null && examples.isEmpty();
          case EXAMPLES -> label == null && task == null && !examples.isEmpty();
          case LABEL -> subject == null && label != null && task == null && examples.isEmpty();
          case TASK -> subject == null && label == null && task != null && examples.isEmpty();
        };
    if (!right) {
      throw Members.wrong(
          "SUBJECT takes subject, EXAMPLES exampleIds and perhaps subject, LABEL label, TASK task, and nothing else.");
    }
    request
        .setScope(scope)
        .setSubject(subject)
        .setExampleIds(examples)
        .setLabel(label)
        .setTask(task);
  }

  /** One of these; {@code otherwise} if there is none, unless that is null. */
  private static <E extends Enum<E>> E choice(
      Members members, String name, List<E> allowed, @Nullable E otherwise) {
    String text = members.text(name, 32);
    if (text == null && otherwise != null) {
      return otherwise;
    }
    return allowed.stream()
        .filter(constant -> constant.name().equals(text))
        .findFirst()
        .orElseThrow(() -> Members.wrong("%s must be of %s.".formatted(name, allowed)));
  }

  void verify(Context exchange) {
    Members unused = new Members(Body.object(exchange, 1_024), Set.of());
    if (!checks.tryAcquire()) {
      throw new Problem(Problem.Kind.TOO_MANY, "Receipts are being verified; try again after.");
    }
    try {
      if (!pace.allows()) {
        throw new Problem(
            Problem.Kind.TOO_MANY,
            "Receipts were verified %d times within a minute; try again later."
                .formatted(Pace.MOST));
      }
      Reply.json(exchange, services.receipts().run());
    } finally {
      checks.release();
    }
  }

  /** A token for a session. */
  static String token(Context exchange) {
    Members members = new Members(Body.object(exchange, 1_024), Set.of("token"));
    @Nullable String token = members.text("token", LONGEST);
    if (token == null) {
      throw Members.wrong("token must be there.");
    }
    return token;
  }
}

package io.ameles.console.http;

import io.ameles.console.answer.DeadLettersAnswer;
import io.ameles.console.answer.DeletionsAnswer;
import io.ameles.console.answer.DriftAnswer;
import io.ameles.console.answer.ForgettingAnswer;
import io.ameles.console.answer.LifeAnswer;
import io.ameles.console.answer.ModelsAnswer;
import io.ameles.console.answer.RequestRow;
import io.ameles.console.answer.SeriesAnswer;
import io.ameles.console.answer.VersionBook;
import io.ameles.console.picture.Place;
import io.ameles.console.picture.Request;
import io.ameles.console.tail.TopicRecord;
import io.ameles.model.version.Manifest;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.SingleObjectCodec;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** What there is to be seen. */
final class ReadRoutes {
  private static final int MOST_POINTS = 10_000;
  private static final int MOST_ROWS = 1_000;
  private static final int MOST_NAMES = 64;

  private final Services services;
  private final Semaphore lookups = new Semaphore(4);

  ReadRoutes(Services services) {
    this.services = services;
  }

  void series(Context exchange) {
    Query query = new Query(exchange, Set.of("name", "learner", "tag", "from", "max"));
    List<String> names = query.texts("name").stream().distinct().toList();
    if (names.isEmpty() || names.size() > MOST_NAMES) {
      throw Members.wrong("name must be there, %d times at most.".formatted(MOST_NAMES));
    }
    Reply.json(
        exchange,
        SeriesAnswer.of(
            services.picture(),
            new SeriesAnswer.Query(
                names,
                query.text("learner"),
                query.text("tag"),
                query.integer("from", Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE),
                (int) query.integer("max", 2_000, 2, MOST_POINTS))));
  }

  void forgetting(Context exchange) {
    Reply.json(exchange, ForgettingAnswer.of(services.picture()));
  }

  void drift(Context exchange) {
    Reply.json(exchange, DriftAnswer.of(services.picture()));
  }

  void deadLetters(Context exchange) {
    Reply.json(exchange, DeadLettersAnswer.of(services.picture()));
  }

  void deletions(Context exchange) {
    Query query = new Query(exchange, Set.of("limit", "before", "stage"));
    int limit = (int) query.integer("limit", 100, 1, MOST_ROWS);
    Reply.json(
        exchange,
        DeletionsAnswer.of(
            services.picture(), limit, query.text("before"), stage(query.text("stage"))));
  }

  private static @Nullable ReceiptStage stage(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return Arrays.stream(ReceiptStage.values())
        .filter(stage -> stage.name().equals(text))
        .findFirst()
        .orElseThrow(
            () -> Members.wrong("stage must be of %s.".formatted(List.of(ReceiptStage.values()))));
  }

  void deletion(Context exchange) {
    String id = exchange.pathParam("requestId");
    RequestRow row =
        services
            .picture()
            .look(books -> books.requests().find(id).map(RequestRow::of).orElse(null));
    List<Place> places =
        services
            .picture()
            .look(
                books ->
                    books
                        .requests()
                        .find(id)
                        .map(request -> request.notes().stream().map(Request.Note::place).toList())
                        .orElse(List.of()));
    if (row == null) {
      throw new Problem(
          Problem.Kind.NOT_FOUND,
          "No receipt among the newest is about such a request; ameles receipts looks at all.");
    }
    Reply.json(exchange, LifeAnswer.of(row, receipts(places)));
  }

  private List<DeletionReceipt> receipts(List<Place> places) {
    if (!lookups.tryAcquire()) {
      throw new Problem(Problem.Kind.TOO_MANY, "Too many look receipts up; try again.");
    }
    try {
      SingleObjectCodec<DeletionReceipt> codec = SingleObjectCodec.of(DeletionReceipt.class);
      List<DeletionReceipt> receipts = new ArrayList<>();
      for (TopicRecord found : services.topics().read(services.receiptsTopic(), places)) {
        receipts.add(codec.decode(found.value()));
      }
      return receipts;
    } catch (MalformedEventException e) {
      throw new Problem(Problem.Kind.UNAVAILABLE, "A receipt on the topic cannot be read.");
    } finally {
      lookups.release();
    }
  }

  void models(Context exchange) {
    Query query = new Query(exchange, Set.of("limit"));
    Reply.json(
        exchange,
        ModelsAnswer.of(
            services.model(),
            services.lookout().current().map(Manifest::epoch).orElse(null),
            services.versions(),
            (int) query.integer("limit", 100, 1, MOST_ROWS)));
  }

  void model(Context exchange) {
    String text = exchange.pathParam("epoch");
    VersionBook.Version version =
        text.matches("\\d{1,18}")
            ? services.versions().version(Long.parseLong(text)).orElse(null)
            : null;
    if (version == null) {
      throw new Problem(Problem.Kind.NOT_FOUND, "There is no version of this epoch, or no longer.");
    }
    exchange.contentType("application/json").result(version.manifest().toJson());
  }
}

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
import io.ameles.console.picture.RequestBook;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What there is to be seen. */
final class ReadRoutes {
  private static final int MOST_POINTS = 10_000;
  private static final int MOST_ROWS = 1_000;
  private static final int MOST_NAMES = 64;
  private static final int MOST_OTHERS = 100;

  private final Services services;
  private final Semaphore lookups = new Semaphore(4);
  private final Semaphore large = new Semaphore(4);

  ReadRoutes(Services services) {
    this.services = services;
  }

  void series(Context exchange) {
    Query query = new Query(exchange, Set.of("name", "learner", "tag", "from", "max"));
    List<String> names = query.texts("name").stream().distinct().toList();
    if (names.isEmpty() || names.size() > MOST_NAMES) {
      throw Members.wrong("name must be there, %d times at most.".formatted(MOST_NAMES));
    }
    SeriesAnswer.Query wanted =
        new SeriesAnswer.Query(
            names,
            query.text("learner"),
            query.text("tag"),
            query.integer("from", Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE),
            (int) query.integer("max", 2_000, 2, MOST_POINTS));
    large(exchange, () -> SeriesAnswer.of(services.picture(), wanted));
  }

  void forgetting(Context exchange) {
    large(exchange, () -> ForgettingAnswer.of(services.picture()));
  }

  void drift(Context exchange) {
    large(exchange, () -> DriftAnswer.of(services.picture()));
  }

  /** Few at once, since these may be large; a page asks for several, so they wait a little. */
  private void large(Context exchange, Supplier<Object> answer) {
    boolean mine = false;
    try {
      mine = large.tryAcquire(2, TimeUnit.SECONDS);
      if (!mine) {
        throw new Problem(Problem.Kind.TOO_MANY, "Too many ask for much at once; try again.");
      }
      Reply.json(exchange, answer.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(Problem.Kind.UNAVAILABLE, "The console is being stopped.");
    } finally {
      if (mine) {
        large.release();
      }
    }
  }

  void deadLetters(Context exchange) {
    Reply.json(exchange, DeadLettersAnswer.of(services.picture()));
  }

  void deletions(Context exchange) {
    Query query = new Query(exchange, Set.of("limit", "before", "stage", "pending"));
    int limit = (int) query.integer("limit", 100, 1, MOST_ROWS);
    String before = query.text("before");
    ReceiptStage stage = stage(query.text("stage"));
    boolean pending = flag(query.text("pending"));
    if (pending && before != null) {
      throw Members.wrong("before is about age, and pending requests come by deadline.");
    }
    large(
        exchange,
        () ->
            pending
                ? DeletionsAnswer.pending(services.picture(), limit, stage)
                : DeletionsAnswer.of(services.picture(), limit, before, stage));
  }

  private static boolean flag(@Nullable String text) {
    if (text != null && !text.equals("true") && !text.equals("false")) {
      throw Members.wrong("pending must be true or false.");
    }
    return "true".equals(text);
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
    String key = new Query(exchange, Set.of("key")).text("key");
    Found found = services.picture().look(books -> find(books.requests(), id, key));
    if (found == null) {
      throw new Problem(
          Problem.Kind.NOT_FOUND,
          "No receipt among the newest is about such a request; ameles receipts looks at all.");
    }
    Reply.json(exchange, LifeAnswer.of(found.row, found.others, receipts(found.places)));
  }

  private record Found(RequestRow row, List<RequestRow> others, List<Place> places) {}

  private static @Nullable Found find(RequestBook book, String id, @Nullable String key) {
    List<Request> all = book.withId(id);
    Request found =
        key == null
            ? book.find(id).orElse(null)
            : all.stream()
                .filter(request -> Long.toString(request.firstSequence()).equals(key))
                .findFirst()
                .orElse(null);
    return found == null
        ? null
        : new Found(
            RequestRow.of(found),
            all.stream()
                .filter(request -> request != found)
                .limit(MOST_OTHERS)
                .map(RequestRow::of)
                .toList(),
            found.notes().stream().map(Request.Note::place).toList());
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

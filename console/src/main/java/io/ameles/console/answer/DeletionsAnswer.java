package io.ameles.console.answer;

import io.ameles.console.picture.Picture;
import io.ameles.console.picture.Request;
import io.ameles.console.picture.RequestBook;
import io.ameles.schema.ReceiptStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests, the newest first, or those that are not over, the most urgent first.
 *
 * @param total how many there were, those included that are no longer kept
 * @param older how many are no longer kept, by their newest step
 * @param requests those that are asked for
 */
public record DeletionsAnswer(long total, Map<String, Long> older, List<RequestRow> requests) {
  /**
   * @param limit how many at most
   * @param before only requests older than the one with this key, or with this id if it is no
   *     number; null: all
   * @param stage only requests at this step; null: all
   */
  public static DeletionsAnswer of(
      Picture picture, int limit, @Nullable String before, @Nullable ReceiptStage stage) {
    return picture.look(
        books -> {
          List<RequestRow> rows = new ArrayList<>();
          long bound = bound(books.requests(), before);
          for (Request request : books.requests().newestFirst()) {
            boolean wanted = stage == null || request.step().stage() == stage;
            if (request.firstSequence() < bound && wanted && rows.size() < limit) {
              rows.add(RequestRow.of(request));
            }
          }
          return of(books.requests(), rows);
        });
  }

  /**
   * Requests that are not over, by deadline.
   *
   * @param limit how many at most
   * @param stage only requests at this step; null: all
   */
  public static DeletionsAnswer pending(Picture picture, int limit, @Nullable ReceiptStage stage) {
    return picture.look(
        books ->
            of(
                books.requests(),
                books.requests().pending().stream()
                    .filter(request -> stage == null || request.step().stage() == stage)
                    .limit(limit)
                    .map(RequestRow::of)
                    .toList()));
  }

  private static DeletionsAnswer of(RequestBook book, List<RequestRow> rows) {
    Map<String, Long> older = new TreeMap<>();
    book.gone().forEach((step, count) -> older.put(step.name(), count));
    return new DeletionsAnswer(book.total(), older, rows);
  }

  private static long bound(RequestBook book, @Nullable String before) {
    if (before == null) {
      return Long.MAX_VALUE;
    }
    return before.matches("\\d{1,18}")
        ? Long.parseLong(before)
        : book.find(before).map(Request::firstSequence).orElse(0L);
  }
}

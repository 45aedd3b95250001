package io.ameles.console.answer;

import io.ameles.console.picture.Picture;
import io.ameles.console.picture.Request;
import io.ameles.schema.ReceiptStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests, the newest first.
 *
 * @param total how many there were, those included that are no longer kept
 * @param older how many are no longer kept, by their newest step
 * @param requests those that are asked for
 */
public record DeletionsAnswer(long total, Map<String, Long> older, List<RequestRow> requests) {
  /**
   * @param limit how many at most
   * @param before only requests older than this one; null: all
   * @param stage only requests at this step; null: all
   */
  public static DeletionsAnswer of(
      Picture picture, int limit, @Nullable String before, @Nullable ReceiptStage stage) {
    return picture.look(
        books -> {
          List<RequestRow> rows = new ArrayList<>();
          long bound =
              before == null
                  ? Long.MAX_VALUE
                  : books.requests().find(before).map(Request::firstSequence).orElse(0L);
          for (Request request : books.requests().newestFirst()) {
            boolean wanted = stage == null || request.step().stage() == stage;
            if (request.firstSequence() < bound && wanted && rows.size() < limit) {
              rows.add(RequestRow.of(request));
            }
          }
          Map<String, Long> older = new TreeMap<>();
          books.requests().gone().forEach((step, count) -> older.put(step.name(), count));
          return new DeletionsAnswer(books.requests().total(), older, rows);
        });
  }
}

package io.ameles.console.picture;

import io.ameles.client.alert.AlertBoard;
import io.ameles.schema.DeadLetter;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ModelMetric;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Everything that the console knows from topics. Thread-safe: whoever looks sees no half of a
 * change, and must not keep what the books give out beyond the look, unless it is a value.
 */
public final class Picture {
  private final String model;
  private final Books books;

  /**
   * What can be looked at.
   *
   * @param series of every fact
   * @param matrices of every learner
   * @param requests with their receipts
   * @param deletions that were applied, by epoch and by name
   * @param deadLetters of the inputs
   * @param alerts conditions that hold
   * @param tally of what could not be used
   */
  public record Books(
      SeriesBook series,
      MatrixBook matrices,
      RequestBook requests,
      DeletionBook deletions,
      DeadLetterBook deadLetters,
      AlertBoard alerts,
      Tally tally) {}

  /**
   * What came in since it was asked for last.
   *
   * @param points by series
   * @param requests that changed, as they are now; a view made under the lock
   * @param deadLetters whether there are new ones
   * @param <R> the view of a request
   */
  public record News<R>(
      Map<SeriesKey, List<Point>> points, List<R> requests, boolean deadLetters) {}

  /**
   * @param model of which facts are taken in
   */
  public Picture(String model) {
    this(model, RequestBook.MOST);
  }

  Picture(String model, int mostRequests) {
    this.model = model;
    this.books =
        new Books(
            new SeriesBook(),
            new MatrixBook(),
            new RequestBook(mostRequests),
            new DeletionBook(),
            new DeadLetterBook(),
            new AlertBoard(),
            new Tally());
  }

  /** Takes a fact in, if it is about this model. */
  public synchronized void take(ModelMetric metric) {
    if (!metric.getModel().equals(model)) {
      books.tally.ofAnotherModel();
      return;
    }
    SeriesKey key = new SeriesKey(metric.getLearner(), metric.getName(), metric.getTag());
    Point point =
        new Point(metric.getMeasuredAt().toEpochMilli(), metric.getEpoch(), metric.getValue());
    // Whether the series is kept or not: these have bounds of their own.
    books.matrices.take(key, point);
    books.alerts.take(metric);
    books.series.take(key, point);
  }

  /** Takes a receipt in, if it is of this model. */
  public synchronized void take(DeletionReceipt receipt, Place place) {
    if (!receipt.getModel().equals(model)) {
      books.tally.ofAnotherModel();
      return;
    }
    books.requests.take(receipt, place);
    books.deletions.take(receipt);
  }

  /** Takes a dead letter in. */
  public synchronized void take(DeadLetter letter) {
    books.deadLetters.take(letter);
  }

  /** Notes that a record of a topic could not be read. */
  public synchronized void broken(String topic) {
    books.tally.broken(topic);
  }

  /** Looks at everything at once. */
  public synchronized <T> T look(Function<Books, T> reader) {
    return reader.apply(books);
  }

  /**
   * What came in since the last call.
   *
   * @param view what is wanted of a request
   */
  public synchronized <R> News<R> news(Function<Request, R> view) {
    return new News<>(
        books.series.fresh().drain(),
        books.requests.drain().stream().map(view).toList(),
        books.deadLetters.drain());
  }
}

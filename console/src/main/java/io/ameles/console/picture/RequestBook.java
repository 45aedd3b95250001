package io.ameles.console.picture;

import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ReceiptStage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Requests by age, the newest {@link #MOST} of them whole. When there are more, the oldest that is
 * over goes, or the oldest of all, and is counted by its newest step: everything stays on the
 * topic.
 *
 * <p>NOT thread-safe.
 */
public final class RequestBook {
  /** How many requests are kept whole. */
  public static final int MOST = 10_000;

  private static final Set<ReceiptStage> MERE =
      EnumSet.of(ReceiptStage.REFUSED, ReceiptStage.REPEATED);

  private final int most;
  private final Map<Request.Key, Request> byKey = new HashMap<>();
  private final NavigableMap<Long, Request> byAge = new TreeMap<>();
  private final NavigableMap<Long, Request> over = new TreeMap<>();
  private final Map<ReceiptStage, Long> gone = new EnumMap<>(ReceiptStage.class);
  private final Set<Request> changed = new LinkedHashSet<>();

  RequestBook(int most) {
    this.most = most;
  }

  void take(DeletionReceipt receipt, Place place) {
    Request.Key key = Request.Key.of(receipt);
    Request request = byKey.get(key);
    if (request == null) {
      request = new Request(receipt, place);
      byKey.put(key, request);
      byAge.put(request.firstSequence(), request);
    } else {
      request.take(receipt, place);
    }
    if (request.isOver()) {
      over.put(request.firstSequence(), request);
    } else {
      over.remove(request.firstSequence());
    }
    changed.add(request);
    if (byAge.size() > most) {
      forget((over.isEmpty() ? byAge : over).firstEntry().getValue());
    }
  }

  private void forget(Request request) {
    byKey.remove(request.key());
    byAge.remove(request.firstSequence());
    over.remove(request.firstSequence());
    changed.remove(request);
    gone.merge(request.step().stage(), 1L, Long::sum);
  }

  /** How many requests there were. */
  public long total() {
    return byAge.size() + gone.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Those that are no longer kept, by their newest step. */
  public Map<ReceiptStage, Long> gone() {
    return gone;
  }

  /** The newest first. */
  public Iterable<Request> newestFirst() {
    return byAge.descendingMap().values();
  }

  /**
   * All requests with this id, the newest first: anybody may choose an id that was there before.
   */
  public List<Request> withId(String requestId) {
    List<Request> found = new ArrayList<>();
    for (Request request : newestFirst()) {
      if (request.key().requestId().equals(requestId)) {
        found.add(request);
      }
    }
    return found;
  }

  /**
   * The newest request with this id of which something was done or is to be done, or else the
   * newest: one that was only refused must not hide the one whose id it has.
   */
  public Optional<Request> find(String requestId) {
    List<Request> all = withId(requestId);
    return all.stream()
        .filter(request -> !MERE.contains(request.step().stage()))
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  /** Those of which something is to be done, by when that must be done. */
  public List<Request> pending() {
    return byAge.values().stream()
        .filter(request -> !request.isOver())
        .sorted(
            Comparator.comparing((Request request) -> request.terms().deadline())
                .thenComparing(Request::firstSequence))
        .toList();
  }

  List<Request> drain() {
    List<Request> drained = new ArrayList<>(changed);
    changed.clear();
    return drained;
  }
}

package io.ameles.console.picture;

import io.ameles.schema.BulkReport;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ReceiptStage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was deleted, by epoch and by name, whether the requests are still kept or not: of the newest
 * {@value #MOST_EPOCHS} epochs with deletions how many requests were applied, with the ids of the
 * first {@value #MOST_IDS}; and of the {@value #MOST_NAMES} labels and tasks that were deleted last
 * when that was.
 *
 * <p>NOT thread-safe.
 */
public final class DeletionBook {
  /** How many epochs are kept. */
  static final int MOST_EPOCHS = 2_048;

  /** How many labels and tasks are kept. */
  static final int MOST_NAMES = 4_096;

  private static final int MOST_IDS = 8;

  private final TreeMap<Long, OfEpoch> byEpoch = new TreeMap<>();
  private final Map<Name, Span> byName = new LinkedHashMap<>();
  private long leftOut;

  /**
   * What is deleted as a whole.
   *
   * @param scope label or task
   * @param name which
   */
  public record Name(DeletionScope scope, String name) {}

  /**
   * When all examples of a label or task were deleted.
   *
   * @param first for the first time
   * @param last for the last time
   */
  public record Span(Instant first, Instant last) {
    private Span with(Instant at) {
      return new Span(at.isBefore(first) ? at : first, at.isAfter(last) ? at : last);
    }
  }

  /**
   * What was applied in one epoch.
   *
   * @param ids of the first requests
   * @param requests how many there were
   */
  public record OfEpoch(List<String> ids, long requests) {
    /** Nothing. */
    public static final OfEpoch NONE = new OfEpoch(List.of(), 0);

    private OfEpoch with(String id) {
      boolean isKept = ids.size() < MOST_IDS && !ids.contains(id);
      return new OfEpoch(
          isKept ? Stream.concat(ids.stream(), Stream.of(id)).toList() : ids, requests + 1);
    }
  }

  void take(DeletionReceipt receipt) {
    Instant at = receipt.getAppliedAt();
    BulkReport bulk = receipt.getBulk();
    boolean isOfParts = bulk != null && bulk.getIndex() == 0; // each of them is here already
    if (receipt.getStage() != ReceiptStage.APPLIED || at == null || isOfParts) {
      return;
    }
    OfEpoch before = byEpoch.getOrDefault(receipt.getEpoch(), OfEpoch.NONE);
    byEpoch.put(receipt.getEpoch(), before.with(receipt.getRequestId()));
    if (byEpoch.size() > MOST_EPOCHS) {
      byEpoch.pollFirstEntry();
    }
    if (receipt.getScope() == DeletionScope.LABEL || receipt.getScope() == DeletionScope.TASK) {
      take(new Name(receipt.getScope(), receipt.getTarget()), at);
    }
  }

  /** The one that was deleted last is the last of the map. */
  private void take(Name name, Instant at) {
    Span before = byName.remove(name);
    byName.put(name, before == null ? new Span(at, at) : before.with(at));
    if (byName.size() > MOST_NAMES) {
      byName.remove(byName.keySet().iterator().next());
      leftOut++;
    }
  }

  /** What was applied in an epoch, as far as it is kept. */
  public OfEpoch in(long epoch) {
    return byEpoch.getOrDefault(epoch, OfEpoch.NONE);
  }

  /** When a label or task was deleted, by name; a copy. */
  public Map<Name, Span> byName() {
    return Map.copyOf(byName);
  }

  /** How many times a label or task had to be dropped for one that was deleted later. */
  public long leftOut() {
    return leftOut;
  }
}

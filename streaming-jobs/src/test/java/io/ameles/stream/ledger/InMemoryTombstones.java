package io.ameles.stream.ledger;

import io.ameles.schema.DeletionScope;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link Tombstones} in a plain map. */
final class InMemoryTombstones implements Tombstones {
  private final Map<Named, Tombstone> named = new HashMap<>();
  private @Nullable Long cutoff;

  private record Named(DeletionScope scope, String target) {}

  @Override
  public @Nullable Tombstone of(DeletionScope scope, String target) {
    return named.get(new Named(scope, target));
  }

  @Override
  public void put(DeletionScope scope, String target, Tombstone tombstone) {
    named.put(new Named(scope, target), tombstone);
  }

  @Override
  public @Nullable Long retentionCutoff() {
    return cutoff;
  }

  @Override
  public void putRetentionCutoff(long newCutoff) {
    cutoff = newCutoff;
  }
}

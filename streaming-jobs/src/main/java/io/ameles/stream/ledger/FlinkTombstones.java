package io.ameles.stream.ledger;

import io.ameles.schema.DeletionScope;
import io.ameles.stream.state.CodecTypeInfo;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * {@link Tombstones} that every subtask has the same copy of. Read from a plain map, because it is
 * asked once or twice per event, and written through to state.
 */
final class FlinkTombstones implements Tombstones {
  private static final String RETENTION = "retention";

  private final BroadcastState<String, Tombstone> state;
  private final Map<String, Tombstone> cache = new HashMap<>();

  FlinkTombstones(OperatorStateStore store) throws Exception {
    state =
        store.getBroadcastState(
            new MapStateDescriptor<>(
                "tombstones", Types.STRING, CodecTypeInfo.of(TombstoneCodec.INSTANCE)));
    state.entries().forEach(entry -> cache.put(entry.getKey(), entry.getValue()));
  }

  @Override
  public @Nullable Tombstone of(DeletionScope scope, String target) {
    return cache.isEmpty() ? null : cache.get(key(scope, target));
  }

  @Override
  public void put(DeletionScope scope, String target, Tombstone tombstone) {
    put(key(scope, target), tombstone);
  }

  @Override
  public @Nullable Long retentionCutoff() {
    Tombstone retention = cache.isEmpty() ? null : cache.get(RETENTION);
    return retention == null ? null : retention.cutoff();
  }

  @Override
  public void putRetentionCutoff(long cutoff) {
    put(RETENTION, new Tombstone(cutoff, false));
  }

  private void put(String key, Tombstone tombstone) {
    cache.put(key, tombstone);
    try {
      state.put(key, tombstone);
    } catch (Exception e) {
      throw new IllegalStateException("The ledger's tombstones cannot be kept.", e);
    }
  }

  private static String key(DeletionScope scope, String target) {
    return scope.name() + "/" + target;
  }
}

package io.ameles.stream.ledger;

import io.ameles.model.identity.Pseudonym;
import io.ameles.stream.decode.PseudonymCodec;
import io.ameles.stream.state.CodecTypeInfo;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.jspecify.annotations.Nullable;

/** A {@link SourceState} of the subject that is the operator's current key. */
final class FlinkSources implements SourceState {
  private static final String SOURCES = "sources";

  private final MapState<Pseudonym, Sources> sources;

  FlinkSources(KeyedStateStore store) {
    sources =
        store.getMapState(
            new MapStateDescriptor<>(
                SOURCES,
                CodecTypeInfo.of(PseudonymCodec.INSTANCE),
                CodecTypeInfo.of(SourcesCodec.INSTANCE)));
  }

  @Override
  public @Nullable Sources get(Pseudonym example) {
    return FlinkLedgerState.get(() -> sources.get(example));
  }

  @Override
  public void put(Pseudonym example, Sources newSources) {
    FlinkLedgerState.run(() -> sources.put(example, newSources));
  }

  @Override
  public void remove(Pseudonym example) {
    FlinkLedgerState.run(() -> sources.remove(example));
  }

  @Override
  public void clear() {
    sources.clear();
  }
}

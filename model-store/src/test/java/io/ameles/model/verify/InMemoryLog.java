package io.ameles.model.verify;

import io.ameles.model.Fixtures;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.SingleObjectCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A topic as a list. Every record is recorded late enough for every event not to be ahead. */
final class InMemoryLog implements RecordLog {
  static final long RECORDED_AT = Fixtures.START + 1_000_000;

  private final SingleObjectCodec<LabeledEvent> events = SingleObjectCodec.of(LabeledEvent.class);
  private final SingleObjectCodec<DeletionEvent> deletions =
      SingleObjectCodec.of(DeletionEvent.class);
  private final Map<Integer, Long> next = new HashMap<>();
  private final List<LogRecord> records = new ArrayList<>();

  InMemoryLog() {}

  InMemoryLog(List<LogRecord> records) {
    this.records.addAll(records);
  }

  InMemoryLog add(LabeledEvent event) {
    return add(0, event);
  }

  InMemoryLog add(int partition, LabeledEvent event) {
    return addRaw(partition, RECORDED_AT, events.encode(event));
  }

  InMemoryLog add(DeletionEvent event) {
    return addRaw(0, RECORDED_AT, deletions.encode(event));
  }

  InMemoryLog addRaw(int partition, long recordedAt, byte @Nullable [] value) {
    long offset = next.merge(partition, 1L, Long::sum) - 1;
    records.add(new LogRecord(partition, offset, recordedAt, value));
    return this;
  }

  List<LogRecord> records() {
    return List.copyOf(records);
  }

  @Override
  public void forEach(Consumer<LogRecord> reader) {
    records.forEach(reader);
  }
}

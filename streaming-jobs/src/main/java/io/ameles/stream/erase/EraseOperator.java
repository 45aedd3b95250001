package io.ameles.stream.erase;

import io.ameles.stream.decode.Position;
import io.ameles.stream.ledger.Outcome;
import io.ameles.stream.state.CodecTypeInfo;
import io.ameles.stream.topic.RecordLookup;
import io.ameles.stream.topic.SourceTombstone;
import io.ameles.stream.topic.SourceTombstoneCodec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Writes a tombstone for every record of what was forgotten. First input: outcomes, which go on to
 * the receipts with those positions only for which a tombstone was written. Second input: records
 * of what was covered on arrival or is too old. Everything is done before the barrier of its epoch,
 * so there is no state; keys, which may be ids, are never part of a checkpoint.
 *
 * <p>Metrics, per subtask and since its start: {@code ameles.sources.erased}, {@code .gone}, {@code
 * .without_key} and {@code .shared_key}, in records.
 */
public final class EraseOperator extends AbstractStreamOperator<Outcome>
    implements TwoInputStreamOperator<Outcome, Position, Outcome> {
  private static final long serialVersionUID = 1L;

  /** What is to be written to the topic of labelled events. */
  public static final OutputTag<SourceTombstone> TOMBSTONES =
      new OutputTag<>("tombstones", CodecTypeInfo.of(SourceTombstoneCodec.INSTANCE));

  /** Records looked up together. */
  static final int ROUND = 5_000;

  // configuration
  private final RecordLookup.Opener opener;

  // runtime
  private transient RecordLookup lookup;
  private transient List<Outcome> outcomes;
  private transient SortedSet<Position> positions;
  private transient List<SourceTombstone> tombstones;
  private transient Map<Erasure.Verdict, Counter> counters;

  /**
   * @param opener of lookups in the topic of labelled events
   */
  public EraseOperator(RecordLookup.Opener opener) {
    this.opener = opener;
  }

  @Override
  public void open() throws Exception {
    super.open();
    outcomes = new ArrayList<>();
    positions = new TreeSet<>();
    tombstones = new ArrayList<>();
    counters = new EnumMap<>(Erasure.Verdict.class);
    MetricGroup group = getMetricGroup().addGroup("ameles").addGroup("sources");
    for (Erasure.Verdict verdict : Erasure.Verdict.values()) {
      counters.put(verdict, group.counter(verdict.name().toLowerCase(Locale.ROOT)));
    }
    lookup = opener.open();
  }

  @Override
  public void processElement1(StreamRecord<Outcome> element) {
    Outcome outcome = element.getValue();
    if (outcome.sources().isEmpty()) {
      output.collect(element);
      return;
    }
    outcomes.add(outcome);
    positions.addAll(outcome.sources());
    lookUpIfMany();
  }

  @Override
  public void processElement2(StreamRecord<Position> element) {
    positions.add(element.getValue());
    lookUpIfMany();
  }

  private void lookUpIfMany() {
    if (positions.size() >= ROUND) {
      lookUp();
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    lookUp();
    send();
  }

  @Override
  public void finish() throws Exception {
    lookUp();
    send();
    super.finish();
  }

  private void lookUp() {
    if (positions.isEmpty()) {
      return;
    }
    Erasure erasure = Erasure.of(positions, lookup.find(positions));
    tombstones.addAll(erasure.tombstones().values());
    for (Outcome outcome : outcomes) {
      List<Position> erased =
          outcome.sources().stream().filter(erasure.tombstones()::containsKey).toList();
      output.collect(new StreamRecord<>(outcome.erasedAt(erased)));
    }
    counters.forEach((verdict, counter) -> counter.inc(erasure.count(verdict)));
    warnOfKeys(erasure);
    outcomes.clear();
    positions.clear();
  }

  /**
   * Not before the barrier: from the first record of a transaction on, nobody who reads committed
   * records sees anything behind it, and the job itself is such a reader.
   */
  private void send() {
    tombstones.forEach(tombstone -> output.collect(TOMBSTONES, new StreamRecord<>(tombstone)));
    tombstones.clear();
  }

  private void warnOfKeys(Erasure erasure) {
    long without = erasure.count(Erasure.Verdict.WITHOUT_KEY);
    long shared = erasure.count(Erasure.Verdict.SHARED_KEY);
    if (without + shared > 0) {
      LOG.warn(
          "Of forgotten examples, {} records without a key and {} with a key that others have, too, stay in the topic; source erasure needs a key of its own for every example.",
          without,
          shared);
    }
  }

  @Override
  public void close() throws Exception {
    if (lookup != null) {
      lookup.close();
    }
    super.close();
  }
}

package io.ameles.stream.erase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ameles.schema.LabeledEvent;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.Barriers;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Position;
import io.ameles.stream.ledger.Outcome;
import io.ameles.stream.ledger.OutcomeCodec;
import io.ameles.stream.state.CodecSerializer;
import io.ameles.stream.topic.RecordLookup;
import io.ameles.stream.topic.SourceRecord;
import io.ameles.stream.topic.SourceTombstone;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EraseOperatorTest {
  @Test
  void everyRecordGetsATombstoneInItsPartitionBeforeTheBarrierAndOnce() throws Exception {
    Topic topic =
        new Topic().with(0, 7, "a", event("anna", "1")).with(3, 1, "b", event("anna", "2"));
    try (var harness = start(topic)) {
      forget(harness, new Position(0, 7), new Position(3, 1));
      assertThat(tombstones(harness)).isEmpty();
      Barriers.pass(harness, 1);
      Barriers.pass(harness, 2);

      assertThat(tombstones(harness))
          .extracting(SourceTombstone::partition, tombstone -> new String(tombstone.key(), UTF_8))
          .containsExactly(tuple(0, "a"), tuple(3, "b"));
      assertThat(harness.extractOutputValues())
          .extracting(Outcome::sources)
          .containsExactly(List.of(new Position(0, 7), new Position(3, 1)));
    }
  }

  @Test
  void whatHasNothingToEraseGoesOnAtOnceAndUnchanged() throws Exception {
    try (var harness = start(new Topic())) {
      forget(harness);
      assertThat(harness.extractOutputValues()).containsExactly(outcome());
      Barriers.pass(harness, 1);

      assertThat(harness.extractOutputValues()).containsExactly(outcome());
    }
  }

  @Test
  void recordsThatAreGoneAreNoErrorAndNotClaimed() throws Exception {
    try (var harness = start(new Topic().with(0, 8, "b", event("anna", "2")))) {
      forget(harness, new Position(0, 7), new Position(0, 8));
      Barriers.pass(harness, 1);

      assertThat(tombstones(harness)).hasSize(1);
      assertThat(erased(harness)).containsExactly(new Position(0, 8));
    }
  }

  @Test
  void aRecordWithoutAKeyCannotBeErased() throws Exception {
    try (var harness = start(new Topic().with(0, 7, null, event("anna", "1")))) {
      forget(harness, new Position(0, 7));
      Barriers.pass(harness, 1);

      assertThat(tombstones(harness)).isEmpty();
      assertThat(erased(harness)).isEmpty();
    }
  }

  /** It would erase what is live: everything else about the subject. */
  @Test
  void theSubjectAsKeyIsNeverErased() throws Exception {
    try (var harness = start(new Topic().with(0, 7, "anna", event("anna", "1")))) {
      forget(harness, new Position(0, 7));
      Barriers.pass(harness, 1);

      assertThat(tombstones(harness)).isEmpty();
      assertThat(erased(harness)).isEmpty();
    }
  }

  @Test
  void theExampleAsKeyIsErasedWhereThereIsNoSubject() throws Exception {
    try (var harness = start(new Topic().with(0, 7, "1", event(null, "1")))) {
      forget(harness, new Position(0, 7));
      Barriers.pass(harness, 1);

      assertThat(tombstones(harness)).hasSize(1);
    }
  }

  @Test
  void aKeyThatTwoExamplesHaveIsNeverErased() throws Exception {
    Topic topic =
        new Topic()
            .with(0, 7, "device", event("anna", "1"))
            .with(1, 8, "device", event("bert", "1"))
            .with(0, 9, "own", event("anna", "2"));
    try (var harness = start(topic)) {
      forget(harness, new Position(0, 7), new Position(1, 8), new Position(0, 9));
      Barriers.pass(harness, 1);

      assertThat(erased(harness)).containsExactly(new Position(0, 9));
    }
  }

  @Test
  void severalRecordsOfOneExampleMayShareItsKey() throws Exception {
    Topic topic =
        new Topic().with(0, 7, "a", event("anna", "1")).with(1, 8, "a", event("anna", "1"));
    try (var harness = start(topic)) {
      forget(harness, new Position(0, 7), new Position(1, 8));
      Barriers.pass(harness, 1);

      assertThat(tombstones(harness)).extracting(SourceTombstone::partition).containsExactly(0, 1);
    }
  }

  @Test
  void whatIsNoEventIsLeftAlone() throws Exception {
    Topic topic = new Topic().with(0, 7, "a", new byte[] {1, 2, 3}).with(0, 8, "b", null);
    try (var harness = start(topic)) {
      forget(harness, new Position(0, 7), new Position(0, 8));
      Barriers.pass(harness, 1);

      assertThat(tombstones(harness)).isEmpty();
      assertThat(erased(harness)).isEmpty();
    }
  }

  @Test
  void whatWasCoveredOnArrivalIsErasedAsWell() throws Exception {
    try (var harness = start(new Topic().with(0, 7, "a", event("anna", "1")))) {
      harness.processElement2(new StreamRecord<>(new Position(0, 7)));
      Barriers.pass(harness, 1);

      assertThat(tombstones(harness)).hasSize(1);
      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void manyAreLookedUpInRoundsAndNeverSentBeforeTheBarrier() throws Exception {
    int records = EraseOperator.ROUND * 2 + 3;
    Topic topic = new Topic();
    for (int i = 0; i < records; i++) {
      topic.with(i % 3, i, "key-" + i, event("anna", "" + i));
    }
    try (var harness = start(topic)) {
      for (int i = 0; i < records; i++) {
        forget(harness, new Position(i % 3, i));
      }
      assertThat(harness.extractOutputValues()).hasSize(EraseOperator.ROUND * 2);
      assertThat(tombstones(harness)).isEmpty();
      Barriers.pass(harness, 1);

      assertThat(harness.extractOutputValues()).hasSize(records);
      assertThat(tombstones(harness)).hasSize(records);
    }
  }

  /** What is not yet erased when the job dies, is named again by the ledger when it is back. */
  @Test
  void thereIsNoState() throws Exception {
    try (var harness = start(new Topic().with(0, 7, "a", event("anna", "1")))) {
      forget(harness, new Position(0, 7));

      assertThat(Barriers.pass(harness, 1).getStateSize()).isZero();
    }
  }

  private static Outcome outcome(Position... sources) {
    return new Outcome(
        Fixtures.deleteSubject("anna").request(),
        Outcome.Disposition.APPLIED,
        Fixtures.subject("anna"),
        sources.length,
        List.of(),
        List.of(sources));
  }

  private static void forget(
      TwoInputStreamOperatorTestHarness<Outcome, Position, Outcome> harness, Position... sources)
      throws Exception {
    harness.processElement1(new StreamRecord<>(outcome(sources)));
  }

  private static List<SourceTombstone> tombstones(
      TwoInputStreamOperatorTestHarness<Outcome, Position, Outcome> harness) {
    return Barriers.side(harness, EraseOperator.TOMBSTONES);
  }

  private static List<Position> erased(
      TwoInputStreamOperatorTestHarness<Outcome, Position, Outcome> harness) {
    return harness.extractOutputValues().stream()
        .flatMap(outcome -> outcome.sources().stream())
        .toList();
  }

  private static TwoInputStreamOperatorTestHarness<Outcome, Position, Outcome> start(Topic topic)
      throws Exception {
    var harness = new TwoInputStreamOperatorTestHarness<>(new EraseOperator(() -> topic));
    harness.setup(new CodecSerializer<>(OutcomeCodec.INSTANCE));
    harness.open();
    return harness;
  }

  private static byte[] event(@Nullable String subject, String id) {
    return SingleObjectCodec.of(LabeledEvent.class)
        .encode(
            LabeledEvent.newBuilder()
                .setId(id)
                .setSubject(subject)
                .setLabel("cat")
                .setOccurredAt(Instant.EPOCH)
                .setFeatures(ByteBuffer.allocate(4))
                .build());
  }

  /** A topic in memory. */
  private static final class Topic implements RecordLookup {
    private final Map<Position, SourceRecord> records = new HashMap<>();

    Topic with(int partition, long offset, @Nullable String key, byte @Nullable [] value) {
      records.put(
          new Position(partition, offset),
          new SourceRecord(key == null ? null : key.getBytes(UTF_8), value));
      return this;
    }

    @Override
    public Map<Position, SourceRecord> find(SortedSet<Position> positions) {
      Map<Position, SourceRecord> found = new HashMap<>(records);
      found.keySet().retainAll(positions);
      return found;
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }
}

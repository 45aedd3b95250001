package io.ameles.stream.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.learn.LearnerSettings;
import io.ameles.model.learn.StateDigest;
import io.ameles.model.learn.Tile;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.model.version.Draft;
import io.ameles.model.version.Manifest;
import io.ameles.stream.Barriers;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Progress;
import io.ameles.stream.ledger.LedgerReport;
import io.ameles.stream.ledger.Tally;
import io.ameles.stream.metric.MeasuredFact;
import io.ameles.stream.state.CodecSerializer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssembleOperatorTest {
  private static final Provenance PROVENANCE =
      new Provenance(
          Fixtures.MODEL,
          "ameles test",
          Fixtures.RULES,
          "contributions",
          List.of(Fixtures.nearestMean().settings()),
          "key check");
  private static final long NOW = 1_000;
  private static final Tile CATS = Tile.of(2, 10, -4, 0, 6);

  @Test
  void everyBarrierAfterReadingMakesAVersion() throws Exception {
    try (var harness = start(null)) {
      learnTwoCats(harness);
      Barriers.pass(harness, 7);

      Draft draft = onlyDraft(harness);
      Manifest manifest = draft.manifest();
      assertThat(manifest.epoch()).isEqualTo(7);
      assertThat(manifest.parent()).isNull();
      assertThat(manifest.createdAt()).isEqualTo("1970-01-01T00:00:01Z");
      assertThat(manifest.offsets())
          .isEqualTo(Map.of(Fixtures.EVENTS_TOPIC, new TreeMap<>(Map.of(0, 2L))));
      assertThat(manifest.liveExamples()).isEqualTo(2);
      assertThat(manifest.accounting()).isEqualTo(new Manifest.Accounting(2, 2, 0, 0, 0, 0, 0, 0));
      assertThat(manifest.retentionCutoff()).isNull();
      assertThat(draft.learners().get(0).stateDigest()).isEqualTo(digest(Map.of("cat", CATS)));
    }
  }

  @Test
  void headsAndDigestsGoOutWithTheVersion() throws Exception {
    try (var harness = start(null)) {
      learnTwoCats(harness);
      Barriers.pass(harness, 7);

      Heads heads = Barriers.side(harness, AssembleOperator.HEADS).get(0);
      assertThat(heads.epoch()).isEqualTo(7);
      assertThat(heads.byLearner().get(NearestMean.TYPE))
          .isEqualTo(Fixtures.nearestMean().solve(Map.of("cat", CATS)).head());
      EpochClosed closed = Barriers.side(harness, AssembleOperator.CLOSED).get(0);
      assertThat(closed.epoch()).isEqualTo(7);
      assertThat(closed.closedAt()).isEqualTo(NOW);
      assertThat(closed.stateDigests())
          .containsExactly(Map.entry(NearestMean.TYPE, digest(Map.of("cat", CATS))));
    }
  }

  @Test
  void barrierWithoutReadingMakesNone() throws Exception {
    try (var harness = start(null)) {
      Barriers.pass(harness, 1);
      learnTwoCats(harness);
      Barriers.pass(harness, 2);
      Barriers.pass(harness, 3);

      assertThat(harness.extractOutputValues())
          .extracting(draft -> draft.manifest().epoch())
          .containsExactly(2L);
    }
  }

  @Test
  void versionsFormAChainOverRestarts() throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(null)) {
      learnTwoCats(harness);
      Barriers.pass(harness, 1);
      state = Barriers.pass(harness, 2);
    }
    try (var harness = start(state)) {
      add(harness, sum("cat", CATS)); // the merging passes everything on again
      add(harness, read(3, 1));
      add(harness, counted(new Tally(0, 1, 0, 0, 0, 0), 77L));
      Barriers.pass(harness, 3);

      Manifest manifest = onlyDraft(harness).manifest();
      assertThat(manifest.parent()).isEqualTo(1);
      assertThat(manifest.offsets().get(Fixtures.EVENTS_TOPIC)).containsEntry(0, 3L);
      assertThat(manifest.liveExamples()).isEqualTo(2);
      assertThat(manifest.accounting()).isEqualTo(new Manifest.Accounting(3, 2, 1, 0, 0, 0, 0, 0));
      assertThat(manifest.retentionCutoff()).isEqualTo("1970-01-01T00:00:00.077Z");
    }
  }

  @Test
  void versionsSaySinceWhenTheyAreCleanOverRestarts() throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(null)) {
      learnTwoCats(harness);
      Barriers.pass(harness, 1);
      add(harness, read(3, 0));
      add(harness, removed());
      Barriers.pass(harness, 2);
      add(harness, read(4, 0));
      state = Barriers.pass(harness, 3);

      assertThat(harness.extractOutputValues())
          .extracting(draft -> draft.manifest().cleanSince())
          .containsExactly(null, 2L, 2L);
    }
    try (var harness = start(state)) {
      add(harness, sum("cat", CATS));
      add(harness, read(5, 0));
      Barriers.pass(harness, 4);
      add(harness, read(6, 0));
      add(harness, removed());
      Barriers.pass(harness, 9);

      assertThat(harness.extractOutputValues())
          .extracting(draft -> draft.manifest().cleanSince())
          .containsExactly(2L, 9L);
    }
  }

  private static EpochFact removed() {
    return new EpochFact.Counted(new LedgerReport(Tally.NONE, null, true));
  }

  @Test
  void restartWithoutReadingMakesNoVersion() throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(null)) {
      learnTwoCats(harness);
      state = Barriers.pass(harness, 1);
    }
    try (var harness = start(state)) {
      add(harness, sum("cat", CATS));
      Barriers.pass(harness, 2);

      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void sumReplacesTheOneBeforeAndZeroLeavesNoTrace() throws Exception {
    try (var harness = start(null)) {
      learnTwoCats(harness);
      add(harness, sum("dog", CATS));
      Barriers.pass(harness, 1);
      add(harness, sum("cat", Tile.of(1, 1, 1, 1, 1)));
      add(harness, sum("dog", Tile.ZERO));
      add(harness, sum("emu", Tile.DROPPED));
      add(harness, read(2, 0));
      Barriers.pass(harness, 2);

      Draft draft = harness.extractOutputValues().get(1);
      assertThat(draft.learners().get(0).stateDigest())
          .isEqualTo(digest(Map.of("cat", Tile.of(1, 1, 1, 1, 1))));
      assertThat(draft.learners().get(0).solution().head().labels()).containsExactly("cat");
    }
  }

  @Test
  void checkpointMadeWithOtherLearnersIsRefused() throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(null)) {
      learnTwoCats(harness);
      state = Barriers.pass(harness, 1);
    }
    Provenance other =
        new Provenance(
            Fixtures.MODEL,
            "ameles test",
            Fixtures.RULES,
            "contributions",
            List.of(Fixtures.nearestMean().settings(), LearnerSettings.of("newcomer")),
            "key check");
    var harness =
        new OneInputStreamOperatorTestHarness<>(new AssembleOperator(other, Fixtures.learners()));
    harness.setup(new CodecSerializer<>(DraftCodec.INSTANCE));

    assertThatThrownBy(() -> harness.initializeState(state))
        .as("what a newcomer has not seen it could not forget")
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessageContaining("newcomer");
  }

  @Test
  void eventThatIsNotAccountedForFailsTheEpoch() throws Exception {
    try (var harness = start(null)) {
      add(harness, read(2, 2));
      add(harness, counted(Tally.NONE.plus(new Tally(1, 0, 0, 0, 0, 1)), null));

      assertThatThrownBy(() -> harness.prepareSnapshotPreBarrier(1))
          .as("the same input would fail again")
          .isInstanceOf(SuppressRestartsException.class)
          .cause()
          .isInstanceOfSatisfying(
              AmelesException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.BROKEN_INVARIANT))
          .hasMessageContaining("received=2");
    }
  }

  @Test
  void countsGoOutWithTheVersion() throws Exception {
    try (var harness = start(null)) {
      learnTwoCats(harness);
      Barriers.pass(harness, 7);

      List<MeasuredFact> sent = Barriers.side(harness, AssembleOperator.FACTS);
      assertThat(sent)
          .hasSameSizeAs(AccountingMetric.values())
          .contains(
              MeasuredFact.ofJob(7, "events.received", 2, NOW),
              MeasuredFact.ofJob(7, "examples.live", 2, NOW));
    }
  }

  @Test
  void checkpointMadeWithOtherSettingsIsRefused() throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(null)) {
      learnTwoCats(harness);
      state = Barriers.pass(harness, 1);
    }
    Provenance other =
        new Provenance(
            Fixtures.MODEL,
            "ameles test",
            Fixtures.DIGEST_RULES,
            "digests",
            List.of(Fixtures.nearestMean().settings()),
            "key check");
    var harness =
        new OneInputStreamOperatorTestHarness<>(new AssembleOperator(other, Fixtures.learners()));
    harness.setup(new CodecSerializer<>(DraftCodec.INSTANCE));

    assertThatThrownBy(() -> harness.initializeState(state))
        .as("restarting cannot mend it")
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .isInstanceOfSatisfying(
            AmelesException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessageContaining("ledger=contributions")
        .hasMessageContaining("ledger=digests");
  }

  @Test
  void stateIsOneHistoryHoweverManyRestarts() throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(null)) {
      learnTwoCats(harness);
      state = Barriers.pass(harness, 1);
    }
    long size = state.getStateSize();
    for (int restart = 0; restart < 10; restart++) {
      try (var harness = start(state)) {
        state = Barriers.pass(harness, restart + 2);
      }
    }

    assertThat(state.getStateSize()).isEqualTo(size);
  }

  private static void learnTwoCats(OneInputStreamOperatorTestHarness<EpochFact, Draft> harness)
      throws Exception {
    add(harness, sum("cat", CATS));
    add(harness, read(2, 2));
    add(harness, counted(new Tally(2, 0, 0, 0, 0, 2), null));
  }

  @Test
  void embeddingsOfTwoKindsOfMachinesAreRefused() throws Exception {
    try (var harness = start(null)) {
      add(harness, embedded("a"));
      add(harness, read(1, 0));
      add(harness, embedded("a"));
      assertThatExceptionOfType(SuppressRestartsException.class)
          .isThrownBy(() -> add(harness, embedded("b")))
          .havingCause()
          .withMessageContaining("last bits");
    }
  }

  private static EpochFact embedded(String arithmetic) {
    return new EpochFact.Read(Progress.ofEncoder(Fixtures.EVENTS_TOPIC, 0, arithmetic));
  }

  private static EpochFact sum(String label, Tile tile) {
    return new EpochFact.Sum(new TileUpdate(new TileKey(NearestMean.TYPE, label), tile));
  }

  private static EpochFact read(long next, long received) {
    return new EpochFact.Read(
        new Progress(
            Fixtures.EVENTS_TOPIC,
            new TreeMap<>(Map.of(0, next)),
            new Manifest.Accounting(received, 0, 0, 0, 0, 0, 0, 0)));
  }

  private static EpochFact counted(Tally tally, @Nullable Long cutoff) {
    return new EpochFact.Counted(new LedgerReport(tally, cutoff, false));
  }

  private static String digest(Map<String, Tile> tiles) {
    return StateDigest.of(NearestMean.TYPE, tiles);
  }

  private static Draft onlyDraft(OneInputStreamOperatorTestHarness<EpochFact, Draft> harness) {
    List<Draft> drafts = harness.extractOutputValues();
    assertThat(drafts).hasSize(1);
    return drafts.get(0);
  }

  private static void add(
      OneInputStreamOperatorTestHarness<EpochFact, Draft> harness, EpochFact fact)
      throws Exception {
    harness.processElement(new StreamRecord<>(fact));
  }

  private static OneInputStreamOperatorTestHarness<EpochFact, Draft> start(
      @Nullable OperatorSubtaskState state) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new AssembleOperator(PROVENANCE, Fixtures.learners()));
    harness.setup(new CodecSerializer<>(DraftCodec.INSTANCE));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    harness.setProcessingTime(NOW);
    return harness;
  }
}

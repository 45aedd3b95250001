package io.ameles.stream.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.learn.Tile;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.stream.Backend;
import io.ameles.stream.Barriers;
import io.ameles.stream.seal.CompactionSchedule;
import io.ameles.stream.state.CodecSerializer;
import io.ameles.stream.state.CodecTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MergeOperatorTest {
  private static final int MAX_PARALLELISM = 128;
  private static final Tile TWO_CATS = Tile.of(2, 10, -4);
  private static final Tile ONE_CAT_LESS = Tile.of(-1, -3, 4);

  @ParameterizedTest
  @EnumSource
  void sumsThatChangedArePassedOnBeforeTheBarrier(Backend backend) throws Exception {
    try (var harness = start(backend, null)) {
      add(harness, "cat", TWO_CATS);
      add(harness, "dog", TWO_CATS);
      add(harness, "cat", ONE_CAT_LESS);
      assertThat(harness.extractOutputValues()).isEmpty();
      Barriers.pass(harness, 1);
      add(harness, "cat", ONE_CAT_LESS);
      Barriers.pass(harness, 2);

      assertThat(harness.extractOutputValues().subList(0, 2))
          .containsExactlyInAnyOrder(update("cat", Tile.of(1, 7, 0)), update("dog", TWO_CATS));
      assertThat(harness.extractOutputValues().subList(2, 3))
          .containsExactly(update("cat", Tile.of(0, 4, 4)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everySumIsPassedOnOnceAfterARestart(Backend backend) throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(backend, null)) {
      add(harness, "cat", TWO_CATS);
      add(harness, "dog", TWO_CATS);
      add(harness, "emu", Tile.DROPPED);
      state = Barriers.pass(harness, 1);
    }
    try (var harness = start(backend, state)) {
      add(harness, "cat", ONE_CAT_LESS);
      Barriers.pass(harness, 2);

      assertThat(harness.extractOutputValues())
          .containsExactlyInAnyOrder(
              update("cat", Tile.of(1, 7, 0)),
              update("dog", TWO_CATS),
              update("emu", Tile.DROPPED));
      Barriers.pass(harness, 3);
      assertThat(harness.extractOutputValues()).hasSize(3);
    }
  }

  @Test
  void tileThatIsZeroAgainLeavesNoStateAndSaysSo() throws Exception {
    try (var harness = start(Backend.HEAP, null)) {
      add(harness, "cat", TWO_CATS);
      Barriers.pass(harness, 1);
      add(harness, "cat", Tile.of(-2, -10, 4));
      Barriers.pass(harness, 2);

      assertThat(harness.extractOutputValues()).last().isEqualTo(update("cat", Tile.ZERO));
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void droppedTileAbsorbsWhatComesBeforeAndAfter() throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(Backend.HEAP, null)) {
      add(harness, "cat", TWO_CATS);
      add(harness, "cat", Tile.DROPPED);
      state = Barriers.pass(harness, 1);
    }
    try (var harness = start(Backend.HEAP, state)) {
      add(harness, "cat", TWO_CATS);
      Barriers.pass(harness, 2);

      assertThat(harness.extractOutputValues()).containsExactly(update("cat", Tile.DROPPED));
    }
  }

  @Test
  void sumsArePassedOnAtTheEndOfTheInput() throws Exception {
    try (var harness = start(Backend.HEAP, null)) {
      add(harness, "cat", TWO_CATS);
      harness.getOperator().finish();

      assertThat(harness.extractOutputValues()).containsExactly(update("cat", TWO_CATS));
    }
  }

  @ParameterizedTest
  @EnumSource
  void rescalingThereAndBackKeepsEverySum(Backend backend) throws Exception {
    List<String> labels = IntStream.range(0, 20).mapToObj(i -> "label-" + i).toList();
    OperatorSubtaskState one;
    try (var harness = start(backend, null)) {
      for (String label : labels) {
        add(harness, label, TWO_CATS);
      }
      one = Barriers.pass(harness, 1);
    }
    List<TileUpdate> passedOn = new ArrayList<>();
    OperatorSubtaskState[] two = new OperatorSubtaskState[2];
    for (int subtask = 0; subtask < two.length; subtask++) {
      try (var harness = start(backend, repartition(one, 1, 2, subtask), 2, subtask)) {
        two[subtask] = Barriers.pass(harness, 2);
        assertThat(harness.extractOutputValues()).isNotEmpty();
        passedOn.addAll(harness.extractOutputValues());
      }
    }
    assertThat(passedOn)
        .extracting(update -> update.key().tile())
        .containsExactlyInAnyOrderElementsOf(labels);
    OperatorSubtaskState both = AbstractStreamOperatorTestHarness.repackageState(two);
    try (var harness = start(backend, repartition(both, 2, 1, 0))) {
      Barriers.pass(harness, 3);

      assertThat(harness.extractOutputValues())
          .containsExactlyInAnyOrderElementsOf(
              labels.stream().map(label -> update(label, TWO_CATS)).toList());
    }
  }

  private static OperatorSubtaskState repartition(
      OperatorSubtaskState state, int before, int now, int subtask) {
    return AbstractStreamOperatorTestHarness.repartitionOperatorState(
        state, MAX_PARALLELISM, before, now, subtask);
  }

  private static KeyedOneInputStreamOperatorTestHarness<TileKey, TileUpdate, TileUpdate> start(
      Backend backend, @Nullable OperatorSubtaskState state) throws Exception {
    return start(backend, state, 1, 0);
  }

  private static KeyedOneInputStreamOperatorTestHarness<TileKey, TileUpdate, TileUpdate> start(
      Backend backend, @Nullable OperatorSubtaskState state, int parallelism, int subtask)
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new MergeOperator(new CompactionSchedule(1)),
            TileUpdate::key,
            CodecTypeInfo.of(TileKeyCodec.INSTANCE),
            MAX_PARALLELISM,
            parallelism,
            subtask);
    harness.setStateBackend(backend.create());
    harness.setup(new CodecSerializer<>(TileUpdateCodec.INSTANCE));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static void add(
      KeyedOneInputStreamOperatorTestHarness<TileKey, TileUpdate, TileUpdate> harness,
      String label,
      Tile tile)
      throws Exception {
    harness.processElement(new StreamRecord<>(update(label, tile)));
  }

  private static TileUpdate update(String label, Tile tile) {
    return new TileUpdate(new TileKey(NearestMean.TYPE, label), tile);
  }
}

package io.ameles.stream.learn;

import static io.ameles.stream.Fixtures.VECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.Contribution;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.identity.Pseudonym;
import io.ameles.model.learn.Tile;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.Barriers;
import io.ameles.stream.Fixtures;
import io.ameles.stream.ledger.Change;
import io.ameles.stream.state.CodecSerializer;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CombineOperatorTest {
  private static final int BATCH = 3;
  private static final long WAIT_MILLIS = 200;
  private static final Pseudonym SUBJECT = Fixtures.subject("anna");
  private static final Tile ONE = Tile.of(1, 3, -2, 1, 0);

  private final OneInputStreamOperatorTestHarness<Change, TileUpdate> harness;

  CombineOperatorTest() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new CombineOperator(
                List.of(Fixtures.nearestMean()),
                TensorDevice.CPU,
                BATCH,
                Duration.ofMillis(WAIT_MILLIS)));
  }

  @BeforeEach
  void open() throws Exception {
    harness.setup(new CodecSerializer<>(TileUpdateCodec.INSTANCE));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void sumsOfAllBatchesGoOutBeforeTheBarrier() throws Exception {
    for (int i = 0; i < 3 * BATCH + 1; i++) {
      learn("cat");
    }
    harness.setProcessingTime(10 * WAIT_MILLIS);
    learn("dog");
    assertThat(harness.extractOutputValues()).isEmpty();
    OperatorSubtaskState state = Barriers.pass(harness, 1);

    Tile three = ONE.plus(ONE).plus(ONE);
    assertThat(harness.extractOutputValues())
        .containsExactlyInAnyOrder(
            update("cat", three.plus(three).plus(three).plus(ONE)), update("dog", ONE));
    assertThat(state.hasState()).isFalse();
  }

  @Test
  void everyEpochHoldsOnlyItsOwn() throws Exception {
    learn("cat");
    Barriers.pass(harness, 1);
    Barriers.pass(harness, 2);
    learn("cat");
    Barriers.pass(harness, 3);

    assertThat(harness.extractOutputValues())
        .containsExactly(update("cat", ONE), update("cat", ONE));
  }

  @Test
  void whatCancelsOutIsNotPassedOn() throws Exception {
    learn("cat");
    harness.processElement(
        new StreamRecord<>(
            new Change.Example(
                SUBJECT,
                Fixtures.example("1"),
                ExampleUse.TRAIN,
                0,
                Contribution.forgotten("cat", null, VECTOR))));
    Barriers.pass(harness, 1);

    assertThat(harness.extractOutputValues()).isEmpty();
  }

  @Test
  void sumsGoOutAtTheEndOfTheInput() throws Exception {
    learn("cat");
    harness.getOperator().finish();

    assertThat(harness.extractOutputValues()).containsExactly(update("cat", ONE));
  }

  @Test
  void everyLabelHasItsTile() throws Exception {
    learn("cat");
    learn("dog");
    learn("dog");
    Barriers.pass(harness, 1);

    assertThat(harness.extractOutputValues())
        .containsExactlyInAnyOrder(update("cat", ONE), update("dog", ONE.plus(ONE)));
  }

  @Test
  void wholeLabelIsDroppedByLearnersThatCan() throws Exception {
    harness.processElement(new StreamRecord<>(new Change.Whole(DeletionScope.LABEL, "cat")));
    harness.processElement(new StreamRecord<>(new Change.Whole(DeletionScope.TASK, "zoo")));
    learn("cat");
    Barriers.pass(harness, 1);

    assertThat(harness.extractOutputValues()).containsExactly(update("cat", Tile.DROPPED));
  }

  private void learn(String label) throws Exception {
    harness.processElement(
        new StreamRecord<>(
            new Change.Example(
                SUBJECT,
                Fixtures.example("1"),
                ExampleUse.TRAIN,
                0,
                Contribution.learned(label, null, VECTOR))));
  }

  private static TileUpdate update(String label, Tile tile) {
    return new TileUpdate(new TileKey(NearestMean.TYPE, label), tile);
  }
}

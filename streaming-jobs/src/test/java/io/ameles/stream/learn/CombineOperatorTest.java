package io.ameles.stream.learn;

import static io.ameles.stream.Fixtures.VECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.Contribution;
import io.ameles.model.learn.NearestMean;
import io.ameles.model.learn.Tile;
import io.ameles.schema.DeletionScope;
import io.ameles.stream.Barriers;
import io.ameles.stream.Fixtures;
import io.ameles.stream.ledger.Change;
import io.ameles.stream.state.CodecSerializer;
import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CombineOperatorTest {
  private static final int BATCH = 3;
  private static final long WAIT_MILLIS = 200;
  private static final Tile ONE = Tile.of(1, 3, -2, 1, 0);

  private final OneInputStreamOperatorTestHarness<Change, TileUpdate> harness;

  CombineOperatorTest() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new CombineOperator(Fixtures.learners(), BATCH, Duration.ofMillis(WAIT_MILLIS)));
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
  void fullBatchIsCombined() throws Exception {
    learn("cat");
    learn("cat");
    assertThat(harness.extractOutputValues()).isEmpty();
    learn("cat");
    learn("cat");

    assertThat(harness.extractOutputValues())
        .containsExactly(update("cat", ONE.plus(ONE).plus(ONE)));
  }

  @Test
  void everyBatchHoldsOnlyItsOwn() throws Exception {
    for (int i = 0; i < 3 * BATCH; i++) {
      learn("cat");
    }
    learn("dog");
    Barriers.pass(harness, 1);

    TileUpdate batch = update("cat", ONE.plus(ONE).plus(ONE));
    assertThat(harness.extractOutputValues())
        .containsExactly(batch, batch, batch, update("dog", ONE));
  }

  @Test
  void loneContributionWaitsNoLongerThanItMust() throws Exception {
    learn("cat");
    harness.setProcessingTime(WAIT_MILLIS - 1);
    assertThat(harness.extractOutputValues()).isEmpty();
    harness.setProcessingTime(WAIT_MILLIS);

    assertThat(harness.extractOutputValues()).containsExactly(update("cat", ONE));
  }

  @Test
  void everyLoneContributionHasATimer() throws Exception {
    for (int i = 1; i <= 3; i++) {
      learn("cat");
      harness.setProcessingTime(i * WAIT_MILLIS);
      assertThat(harness.extractOutputValues()).hasSize(i);
    }
  }

  @Test
  void batchIsCombinedBeforeTheBarrierAndNothingOfItIsInTheCheckpoint() throws Exception {
    learn("cat");
    OperatorSubtaskState state = Barriers.pass(harness, 1);

    assertThat(harness.extractOutputValues()).containsExactly(update("cat", ONE));
    assertThat(state.hasState()).isFalse();
    Barriers.pass(harness, 2);
    assertThat(harness.extractOutputValues()).hasSize(1);
  }

  @Test
  void batchIsCombinedAtTheEndOfTheInput() throws Exception {
    learn("cat");
    harness.getOperator().finish();

    assertThat(harness.extractOutputValues()).containsExactly(update("cat", ONE));
  }

  @Test
  void everyLabelHasItsTile() throws Exception {
    learn("cat");
    learn("dog");
    learn("dog");

    assertThat(harness.extractOutputValues())
        .containsExactlyInAnyOrder(update("cat", ONE), update("dog", ONE.plus(ONE)));
  }

  @Test
  void wholeLabelIsDroppedByLearnersThatCan() throws Exception {
    harness.processElement(new StreamRecord<>(new Change.Whole(DeletionScope.LABEL, "cat")));
    harness.processElement(new StreamRecord<>(new Change.Whole(DeletionScope.TASK, "zoo")));

    assertThat(harness.extractOutputValues()).containsExactly(update("cat", Tile.DROPPED));
  }

  private void learn(String label) throws Exception {
    harness.processElement(
        new StreamRecord<>(new Change.Example(Contribution.learned(label, null, VECTOR))));
  }

  private static TileUpdate update(String label, Tile tile) {
    return new TileUpdate(new TileKey(NearestMean.NAME, label), tile);
  }
}

package io.ameles.stream.receipt;

import static io.ameles.stream.Fixtures.deleteSubject;
import static io.ameles.stream.receipt.Life.done;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.receipt.MerkleFrontier;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.Fixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForkCheckTest {
  private final Life life = new Life();
  private final MerkleFrontier before;
  private final MerkleFrontier after;
  private final byte[] newest;

  ForkCheckTest() {
    life.read(done(deleteSubject("anna"), 1));
    before = life.book().log();
    List<DeletionReceipt> receipts = life.read(done(deleteSubject("bert").position(0, 1), 2));
    after = life.book().log();
    newest = SingleObjectCodec.of(DeletionReceipt.class).encode(receipts.get(1));
  }

  @Test
  void logThatEndsWhereTheStateDoesIsContinued() {
    new ForkCheck(Fixtures.MODEL, after).require(List.of(newest));
  }

  /** The transaction of the checkpoint may be committed a moment later, or was never read yet. */
  @Test
  void logThatEndsBeforeTheStateIsContinued() {
    life.read(done(deleteSubject("carl").position(0, 2), 2));

    new ForkCheck(Fixtures.MODEL, life.book().log()).require(List.of(newest));
    new ForkCheck(Fixtures.MODEL, after).require(List.of());
    new ForkCheck(Fixtures.MODEL, MerkleFrontier.EMPTY).require(List.of());
  }

  @Test
  void logThatGoesOnAfterTheStateIsRefused() {
    assertThat(refusal(Fixtures.MODEL, before, newest)).isEqualTo(ErrorCode.LOG_FORK);
    assertThat(refusal(Fixtures.MODEL, MerkleFrontier.EMPTY, newest)).isEqualTo(ErrorCode.LOG_FORK);
  }

  @Test
  void logOfTheSameSizeWithOtherEntriesIsRefused() {
    Life other = new Life();
    other.read(done(deleteSubject("anna"), 1), done(deleteSubject("bert").position(0, 1), 3));

    assertThat(other.book().log().size()).isEqualTo(after.size());
    assertThat(refusal(Fixtures.MODEL, other.book().log(), newest)).isEqualTo(ErrorCode.LOG_FORK);
  }

  @Test
  void newestOfAnyPartitionCounts() {
    byte[] older = SingleObjectCodec.of(DeletionReceipt.class).encode(life.all.get(0));
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> new ForkCheck(Fixtures.MODEL, before).require(List.of(older, newest)))
        .withMessageContaining("has 4 entries")
        .withMessageContaining("knows 2 of them");
  }

  @Test
  void logOfAnotherModelIsRefused() {
    assertThat(refusal("another", after, newest)).isEqualTo(ErrorCode.LOG_FORK);
  }

  @Test
  void garbageIsNoEndOfALog() {
    assertThat(refusal(Fixtures.MODEL, after, "garbage".getBytes(UTF_8)))
        .isEqualTo(ErrorCode.CORRUPT_FILE);
    DeletionReceipt headless = life.all.get(3);
    headless.put("treeHead", "nonsense");
    assertThat(
            refusal(
                Fixtures.MODEL,
                after,
                SingleObjectCodec.of(DeletionReceipt.class).encode(headless)))
        .isEqualTo(ErrorCode.CORRUPT_FILE);
  }

  private static ErrorCode refusal(String model, MerkleFrontier log, byte[] newest) {
    try {
      new ForkCheck(model, log).require(List.of(newest));
      throw new AssertionError("was not refused");
    } catch (AmelesException e) {
      return e.code();
    }
  }
}

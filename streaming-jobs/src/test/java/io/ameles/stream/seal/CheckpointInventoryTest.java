package io.ameles.stream.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.stream.seal.CheckpointInventory.Checkpoint;
import io.ameles.stream.seal.CheckpointInventory.LooseFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointInventoryTest {
  private static final String US = "us";
  private static final String THEM = "them";

  @Test
  void onceOnlyCheckpointsFromTheEpochOnAreLeftNothingIsOutstanding() {
    assertThat(outstanding(12, of(ours(12), ours(13)))).isEmpty();
    assertThat(outstanding(12, of(ours(13), running(14)))).isEmpty();
  }

  @Test
  void olderCheckpointsAreCountedAndTheOldestIsNamed() {
    assertThat(outstanding(12, of(ours(11), running(9), ours(12))))
        .containsExactly(
            "2 retained checkpoint(s) from before epoch 12, the oldest of epoch 9; they go when newer ones are complete.");
  }

  @Test
  void asLongAsNoCheckpointOfTheEpochIsCompleteARestartWouldBringBackWhatWasRemoved() {
    assertThat(outstanding(12, of(running(12)))).singleElement().asString().contains("complete");
    assertThat(outstanding(12, of())).singleElement().asString().contains("complete");
  }

  @Test
  void checkpointsOfOtherRunsCountWhateverTheirNumber() {
    assertThat(outstanding(12, of(ours(12), theirs(3), theirs(99))))
        .singleElement()
        .asString()
        .startsWith("2 checkpoint(s) of other runs")
        .contains("oldest of epoch 3");
  }

  @Test
  void theCheckpointThatThisRunWasRestoredFromIsCleanOfWhatWasRemovedBeforeIt() {
    CheckpointInventory inventory = of(ours(14), theirs(13));
    assertThat(inventory.outstanding(12, 12, US, 13)).isEmpty();
    assertThat(inventory.outstanding(13, 13, US, 13)).isEmpty();
    assertThat(inventory.outstanding(14, 14, US, 13)).hasSize(1);
    assertThat(inventory.outstanding(12, 12, US, 0)).hasSize(1);
  }

  @Test
  void twoCheckpointsWithTheNumberOfTheOriginCannotBeToldApart() {
    CheckpointInventory inventory = of(ours(14), theirs(13), new Checkpoint("others", 13, 1));
    assertThat(inventory.outstanding(12, 12, US, 13))
        .singleElement()
        .asString()
        .startsWith("2 checkpoint(s) of other runs");
  }

  @Test
  void filesThatAreCleanLaterThanTheStateAreWaitedFor() {
    CheckpointInventory inventory = of(ours(19), ours(20));
    assertThat(inventory.outstanding(12, 20, US, 0)).hasSize(1);
    assertThat(of(ours(20)).outstanding(12, 20, US, 0)).isEmpty();
  }

  @Test
  void savepointsMustBeMovedOrDeleted() {
    assertThat(new CheckpointInventory(List.of(ours(12)), 2, List.of()).outstanding(12, 12, US, 0))
        .singleElement()
        .asString()
        .startsWith("2 savepoint(s)");
  }

  @Test
  void filesThatACheckpointRefersToAreTheCheckpoints() {
    assertThat(files(new LooseFile(US, 1, true), new LooseFile(THEM, 1, true))).isEmpty();
  }

  @Test
  void aFileThatIsBeingWrittenIsNotLeftBehind() {
    assertThat(files(new LooseFile(US, 2_000, false))).isEmpty();
  }

  @Test
  void filesThatNobodyRefersToAreLeftBehind() {
    assertThat(files(new LooseFile(US, 999, false), new LooseFile(THEM, 2_000, false)))
        .singleElement()
        .asString()
        .startsWith("2 file(s)");
  }

  private static List<String> files(LooseFile... files) {
    return new CheckpointInventory(List.of(ours(12)), 0, List.of(files)).outstanding(12, 12, US, 0);
  }

  private static List<String> outstanding(long epoch, CheckpointInventory inventory) {
    return inventory.outstanding(epoch, epoch, US, 0);
  }

  private static CheckpointInventory of(Checkpoint... checkpoints) {
    return new CheckpointInventory(List.of(checkpoints), 0, List.of());
  }

  private static Checkpoint ours(long number) {
    return new Checkpoint(US, number, 1_000);
  }

  private static Checkpoint running(long number) {
    return new Checkpoint(US, number, 0);
  }

  private static Checkpoint theirs(long number) {
    return new Checkpoint(THEM, number, 1_000);
  }
}

package io.ameles.model.verify.receipt;

import static io.ameles.model.receipt.TestingLog.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.receipt.ReceiptFolder;
import io.ameles.model.receipt.TestingLog;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ReceiptStage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has the key can sign two histories, but not hide it. */
class ForkTest {
  private final TestingLog log = TestingLog.sample();

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void choose() {
    folder = temporary.resolve("receipts");
  }

  /** The job was restored from a savepoint of before the last receipts, and wrote others. */
  @Test
  void continuingFromAnOldStateIsAForkHoweverMuchFollows() {
    TestingLog restored = log.copy();
    log.epoch(step(ReceiptStage.ACCEPTED, "r-3"));
    for (int more = 1; more <= 5; more++) {
      restored.epoch(step(ReceiptStage.ACCEPTED, "r-4-" + more));
      List<DeletionReceipt> both = new ArrayList<>(log.receipts());
      both.addAll(restored.receipts().subList(8, restored.receipts().size()));
      ReceiptFolder.write(folder, both, log.publicKeys());
      assertThat(Examined.of(folder).flaws()).contains(Flaw.FORK);
      assertThat(Examined.excerpt(folder).flaws()).contains(Flaw.FORK);
    }
  }

  @Test
  void oneTreeHeadOfAnotherHistoryIsAFork() {
    TestingLog other = log.copy();
    log.epoch(step(ReceiptStage.ACCEPTED, "r-3"));
    other.epoch(step(ReceiptStage.ACCEPTED, "r-4"));
    Examined.write(folder, log);
    List<String> others =
        Examined.lines(Examined.write(temporary.resolve("other"), other), "tree-heads.jsonl");
    List<String> heads = Examined.lines(folder, "tree-heads.jsonl");
    heads.add(others.get(others.size() - 1));
    Examined.rewrite(folder, "tree-heads.jsonl", heads);
    assertThat(Examined.of(folder).flaws()).containsExactly(Flaw.FORK);
  }

  @Test
  void aReceiptThatWasRewrittenIsAFork() {
    TestingLog rewritten = new TestingLog();
    rewritten.epoch(step(ReceiptStage.ACCEPTED, "r-1"), step(ReceiptStage.APPLIED, "r-1"));
    TestingLog honest = rewritten.copy();
    honest.epoch(step(ReceiptStage.PUBLISHED, "r-1"));
    rewritten.epoch(step(ReceiptStage.HELD, "r-1"));
    rewritten.epoch(step(ReceiptStage.HELD, "r-2"));
    List<DeletionReceipt> mixed = new ArrayList<>(honest.receipts());
    mixed.add(rewritten.receipts().get(3)); // its log has another third receipt
    ReceiptFolder.write(folder, mixed, honest.publicKeys());
    assertThat(Examined.of(folder).flaws()).contains(Flaw.FORK);
  }

  @Test
  void anEarlierFolderIsContinued() {
    Path earlier = Examined.write(temporary.resolve("earlier"), log);
    assertThat(since(earlier, Examined.write(folder, log)).verified()).isTrue();
    log.rotate();
    log.epoch(step(ReceiptStage.ACCEPTED, "r-3"), step(ReceiptStage.ACCEPTED, "r-4"));
    log.epoch(step(ReceiptStage.ACCEPTED, "r-5"));
    assertThat(since(earlier, Examined.write(folder, log)).flaws()).isEmpty();
  }

  /** All proofs in the folder itself hold; only who remembers notices. */
  @Test
  void anEndThatWasCutOffIsNoticedByWhoHasAnEarlierFolder() {
    TestingLog before = log.copy();
    log.epoch(step(ReceiptStage.ACCEPTED, "r-3"));
    Path earlier = Examined.write(temporary.resolve("earlier"), log);
    Examined.write(folder, before);
    assertThat(Examined.of(folder).verified()).isTrue();
    assertThat(since(earlier, folder).flaws()).containsExactly(Flaw.FORK);

    before.epoch(step(ReceiptStage.ACCEPTED, "r-4"), step(ReceiptStage.ACCEPTED, "r-5"));
    Examined.write(folder, before);
    assertThat(Examined.of(folder).verified()).isTrue();
    assertThat(since(earlier, folder).flaws()).containsExactly(Flaw.FORK);
  }

  @Test
  void anExcerptCannotBeComparedWithAnEarlierFolder() {
    Examined.write(folder, log);
    VerificationSettings both = new VerificationSettings(folder, true, null, null, folder);
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> new ReceiptVerifier(both))
        .withMessageContaining("excerpt");
  }

  private static Examined since(Path earlier, Path folder) {
    return Examined.of(new VerificationSettings(folder, false, null, null, earlier));
  }
}

package io.ameles.model.verify.receipt;

import static io.ameles.model.receipt.TestingLog.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.receipt.ReceiptFolder;
import io.ameles.model.receipt.TestingLog;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ReceiptStage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptVerifierTest {
  private static final String RECEIPTS = "receipts.jsonl";
  private static final String HEADS = "tree-heads.jsonl";

  private final TestingLog log = TestingLog.sample();

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void choose() {
    folder = temporary.resolve("receipts");
  }

  @Test
  void whatTheJobSignedIsVerified() {
    Examined examined = Examined.of(Examined.write(folder, log));
    assertThat(examined.flaws()).isEmpty();
    assertThat(examined.verdicts())
        .extracting(ReceiptVerdict::sequence)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(examined.verdicts())
        .extracting(ReceiptVerdict::stage)
        .containsExactly(
            "ACCEPTED",
            "APPLIED",
            "PUBLISHED",
            "ACCEPTED",
            "APPLIED",
            "SEALED",
            "PUBLISHED",
            "SEALED");
    assertThat(examined.summary().model()).isEqualTo("m");
    assertThat(examined.summary().receipts()).isEqualTo(8);
    assertThat(examined.summary().treeHeads()).isEqualTo(4);
    assertThat(examined.summary().logSize()).isEqualTo(8);
    assertThat(examined.summary().timestamp()).isEqualTo("2026-01-01T00:00:08.000Z");
    assertThat(examined.summary().keyIds()).containsExactly(log.signer().keyId());
  }

  @Test
  void orderOnTheTopicDoesNotMatter() throws Exception {
    Examined.write(folder, log);
    List<DeletionReceipt> shuffled = new ArrayList<>(log.receipts());
    Collections.shuffle(shuffled, new Random(5));
    Path other = temporary.resolve("other");
    ReceiptFolder.write(other, shuffled, log.publicKeys());
    for (String file : List.of(RECEIPTS, HEADS, "keys.json")) {
      assertThat(other.resolve(file)).hasSameBinaryContentAs(folder.resolve(file));
    }
  }

  @Test
  void retiredKeyIsAcceptedAndUnknownKeyIsRefused() throws Exception {
    String before = log.publicKeys();
    log.rotate();
    log.epoch(step(ReceiptStage.ACCEPTED, "r-3"));
    Examined.write(folder, log);
    Examined examined = Examined.of(folder);
    assertThat(examined.flaws()).isEmpty();
    assertThat(examined.summary().keyIds()).hasSize(2);

    Path trust = Files.writeString(temporary.resolve("before.json"), before);
    examined = Examined.of(new VerificationSettings(folder, false, trust, null, null));
    assertThat(examined.verdicts().subList(0, 8)).allMatch(ReceiptVerdict::verified);
    assertThat(examined.verdicts().get(8).problems().get(0).flaw()).isEqualTo(Flaw.SIGNATURE);
    assertThat(examined.verified()).isFalse();
  }

  @Test
  void keysOfTheFolderAreNotTrustedIfOthersAre() throws Exception {
    Examined.write(folder, log);
    Path trust = Files.writeString(temporary.resolve("others.json"), new TestingLog().publicKeys());
    Examined examined = Examined.of(new VerificationSettings(folder, false, trust, null, null));
    assertThat(examined.verdicts()).noneMatch(ReceiptVerdict::verified);
  }

  @Test
  void keySetsThatAreNoneAreRefused() throws Exception {
    Examined.write(folder, log);
    String good = log.publicKeys();
    String kid = log.signer().keyId();
    for (String bad :
        List.of(
            "",
            "[]",
            "{}",
            "{\"keys\":5}",
            good.replace(kid, "A" + kid.substring(1)),
            good.replace("\"x\":\"", "\"x\":\"A"),
            good.replace("\"x\":", "\"d\":\"AA\",\"x\":"),
            good.replace("\"kid\":", "\"kid\":\"a\",\"kid\":"),
            good + good)) {
      Files.writeString(folder.resolve("keys.json"), bad);
      assertThatExceptionOfType(AmelesException.class)
          .as(bad)
          .isThrownBy(() -> Examined.of(folder))
          .withMessageContaining("keys.json");
    }
  }

  @Test
  void keysOfOtherKindsArePassedOver() throws Exception {
    Examined.write(folder, log);
    Files.writeString(
        folder.resolve("keys.json"),
        log.publicKeys().replace("[{", "[{\"kty\":\"RSA\",\"n\":\"AA\",\"e\":\"AQAB\"},{"));
    assertThat(Examined.of(folder).verified()).isTrue();
  }

  @Test
  void missingFilesAreTold() throws Exception {
    Examined.write(folder, log);
    for (String file : List.of(RECEIPTS, HEADS, "keys.json")) {
      Path moved = Files.move(folder.resolve(file), temporary.resolve("moved"));
      assertThatExceptionOfType(AmelesException.class)
          .isThrownBy(() -> Examined.of(folder))
          .withMessageContaining(file);
      Files.move(moved, folder.resolve(file));
    }
  }

  @Test
  void noReceiptShowsNothing() {
    Examined examined = Examined.of(Examined.write(folder, new TestingLog()));
    assertThat(examined.flaws()).containsExactly(Flaw.SEQUENCE);
  }

  @Test
  void everyPairOfLinesThatIsExchangedIsRefused() {
    Examined.write(folder, log);
    for (String file : List.of(RECEIPTS, HEADS)) {
      List<String> lines = Examined.lines(folder, file);
      for (int one = 0; one < lines.size(); one++) {
        for (int other = one + 1; other < lines.size(); other++) {
          List<String> swapped = new ArrayList<>(lines);
          Collections.swap(swapped, one, other);
          Examined.rewrite(folder, file, swapped);
          assertThat(Examined.of(folder).verified()).as("%s %d %d", file, one, other).isFalse();
        }
      }
      Examined.rewrite(folder, file, lines);
    }
    assertThat(Examined.of(folder).verified()).isTrue();
  }

  @Test
  void everyPartThatIsTakenFromAnotherReceiptIsRefused() {
    Examined.write(folder, log);
    List<String> lines = Examined.lines(folder, RECEIPTS);
    for (String member : List.of("receipt", "path", "treeHead", "index", "treeSize")) {
      for (int one = 0; one < lines.size(); one++) {
        for (int other = 0; other < lines.size(); other++) {
          String mine = part(lines.get(one), member);
          String theirs = part(lines.get(other), member);
          if (!mine.equals(theirs)) {
            List<String> mixed = new ArrayList<>(lines);
            mixed.set(one, lines.get(one).replace(mine, theirs));
            Examined.rewrite(folder, RECEIPTS, mixed);
            assertThat(Examined.of(folder).verdicts().get(one).verified())
                .as("%s of %d in %d", member, other, one)
                .isFalse();
          }
        }
      }
    }
  }

  private static String part(String line, String member) {
    int from = line.indexOf("\"" + member + "\":");
    int to = line.indexOf(",\"", from);
    return line.substring(from, to < 0 ? line.length() - 1 : to);
  }

  @Test
  void everyMissingLineIsNoticed() {
    Examined.write(folder, log);
    for (String file : List.of(RECEIPTS, HEADS)) {
      List<String> lines = Examined.lines(folder, file);
      for (int missing = 0; missing < lines.size(); missing++) {
        List<String> fewer = new ArrayList<>(lines);
        fewer.remove(missing);
        Examined.rewrite(folder, file, fewer);
        assertThat(Examined.of(folder).verified()).as("%s without %d", file, missing).isFalse();
      }
      Examined.rewrite(folder, file, lines);
    }
  }

  @Test
  void everyLineThatIsThereTwiceIsNoticed() {
    Examined.write(folder, log);
    for (String file : List.of(RECEIPTS, HEADS)) {
      List<String> lines = Examined.lines(folder, file);
      for (int twice = 0; twice < lines.size(); twice++) {
        List<String> more = new ArrayList<>(lines);
        more.add(twice, lines.get(twice));
        Examined.rewrite(folder, file, more);
        assertThat(Examined.of(folder).verified()).as("%s %d twice", file, twice).isFalse();
        assertThat(Examined.excerpt(folder).verified()).as("%s %d twice", file, twice).isFalse();
      }
      Examined.rewrite(folder, file, lines);
    }
  }

  @Test
  void aDamagedTreeHeadIsNotCalledAFork() {
    Examined.write(folder, log);
    List<String> heads = Examined.lines(folder, HEADS);
    heads.set(1, heads.get(1).replace("ey", "fy"));
    Examined.rewrite(folder, HEADS, heads);
    assertThat(Examined.of(folder).flaws()).doesNotContain(Flaw.FORK).contains(Flaw.UNPROVEN);
  }

  @Test
  void receiptsOfAnotherModelAreRefused() {
    TestingLog other = log.copy();
    other.epoch(
        receipt -> DeletionReceipt.newBuilder(receipt).setModel("n").build(),
        step(ReceiptStage.ACCEPTED, "r-3"));
    assertThat(Examined.of(Examined.write(folder, other)).flaws()).containsExactly(Flaw.MODEL);
  }

  @Test
  void anExcerptVerifiesAlone() {
    ReceiptFolder.write(
        folder,
        log.receipts(),
        log.publicKeys(),
        receipt -> receipt.getRequestId().equals("r-2") && receipt.getSequence() > 4);
    Examined excerpt = Examined.excerpt(folder);
    assertThat(excerpt.flaws()).isEmpty();
    assertThat(excerpt.verdicts()).extracting(ReceiptVerdict::sequence).containsExactly(5L, 7L, 8L);
    assertThat(excerpt.summary().unproven()).isZero();
    assertThat(Examined.of(folder).flaws()).contains(Flaw.SEQUENCE, Flaw.LIFE_CYCLE);
  }

  @Test
  void anExcerptSaysWhichProofsCannotBeMade() {
    List<DeletionReceipt> late = log.receipts().subList(2, 8);
    ReceiptFolder.write(folder, late, log.publicKeys());
    Examined excerpt = Examined.excerpt(folder);
    assertThat(excerpt.flaws()).isEmpty();
    assertThat(excerpt.summary().unproven()).isEqualTo(2);
    assertThat(Examined.of(folder).flaws()).contains(Flaw.UNPROVEN, Flaw.SEQUENCE);
  }

  @Test
  void folderIsReplacedAsAWholeAndNothingElseIs() throws Exception {
    Examined.write(folder, log);
    TestingLog shorter = new TestingLog();
    shorter.epoch(step(ReceiptStage.ACCEPTED, "r-1"));
    Examined.write(folder, shorter);
    assertThat(Examined.of(folder).summary().receipts()).isEqualTo(1);
    assertThat(temporary).isDirectoryNotContaining("glob:**/.receipts*");

    Files.writeString(folder.resolve("notes.txt"), "mine");
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> Examined.write(folder, log))
        .withMessageContaining("something else");
    assertThat(folder.resolve("notes.txt")).hasContent("mine");
    assertThat(Examined.of(folder).summary().receipts()).isEqualTo(1);
  }

  @Test
  void receiptsThatWereNeverSignedAreExportedAndRefused() {
    DeletionReceipt unsigned =
        DeletionReceipt.newBuilder(step(ReceiptStage.ACCEPTED, "r-9")).setSequence(9).build();
    List<DeletionReceipt> all = new ArrayList<>(log.receipts());
    all.add(unsigned);
    ReceiptFolder.write(folder, all, log.publicKeys());
    Examined examined = Examined.of(folder);
    assertThat(examined.verdicts()).hasSize(9);
    assertThat(examined.verdicts().get(8).verified()).isFalse();
  }
}

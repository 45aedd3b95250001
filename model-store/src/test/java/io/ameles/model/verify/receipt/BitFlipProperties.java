package io.ameles.model.verify.receipt;

import static io.ameles.model.receipt.TestingLog.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.receipt.ReceiptFolder;
import io.ameles.model.receipt.TestingLog;
import io.ameles.schema.ReceiptStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Not one bit of receipts, inclusion paths, tree heads and consistency paths can be changed. */
class BitFlipProperties {
  private static final List<String> FILES = List.of("receipts.jsonl", "tree-heads.jsonl");

  /** Two receipts in two epochs, of which the second is in the folder. */
  private static final ThreadLocal<Path> ONE = new ThreadLocal<>();

  /** All receipts of two requests. */
  private static final ThreadLocal<Path> ALL = new ThreadLocal<>();

  @BeforeContainer
  static void write() throws IOException {
    TestingLog log = new TestingLog();
    log.epoch(step(ReceiptStage.ACCEPTED, "r"));
    log.epoch(step(ReceiptStage.APPLIED, "r"));
    ONE.set(Files.createTempDirectory("one"));
    ReceiptFolder.write(
        ONE.get(), log.receipts(), log.publicKeys(), receipt -> receipt.getSequence() == 2);
    ALL.set(Examined.write(Files.createTempDirectory("all"), TestingLog.sample()));
  }

  @AfterContainer
  static void delete() throws IOException {
    for (Path folder : List.of(ONE.get(), ALL.get())) {
      for (String file : List.of("receipts.jsonl", "tree-heads.jsonl", "keys.json")) {
        Files.delete(folder.resolve(file));
      }
      Files.delete(folder);
    }
  }

  @Example
  void everySingleBitFlipOfAReceiptWithItsProofIsRefused() throws IOException {
    Path folder = ONE.get();
    VerificationSettings settings = new VerificationSettings(folder, true, null, null, null);
    LogHistory history =
        LogHistory.read(folder, PublicKeys.read(folder.resolve("keys.json")), true);
    byte[] bytes = Files.readAllBytes(folder.resolve("receipts.jsonl"));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      Examined.rewrite(folder, "receipts.jsonl", flip(bytes, bit));
      Verification verification = new ReceiptVerifier(settings, history).verify(verdict -> {});
      assertThat(verification.verified()).as("bit %d", bit).isFalse();
    }
    Examined.rewrite(folder, "receipts.jsonl", bytes);
    assertThat(new ReceiptVerifier(settings, history).verify(verdict -> {}).verified()).isTrue();
  }

  @Example
  void everySingleBitFlipOfATreeHeadWithItsProofIsRefused() throws IOException {
    Path folder = ALL.get();
    List<String> first = Examined.lines(folder, "tree-heads.jsonl").subList(0, 2);
    byte[] whole = Files.readAllBytes(folder.resolve("tree-heads.jsonl"));
    Examined.rewrite(folder, "tree-heads.jsonl", first);
    PublicKeys keys = PublicKeys.read(folder.resolve("keys.json"));
    byte[] bytes = Files.readAllBytes(folder.resolve("tree-heads.jsonl"));
    assertThat(first.get(1)).contains("\"consistency\":[\"");
    int second = first.get(0).length() + 1; // the first has no proof
    for (int bit = second * 8; bit < bytes.length * 8; bit++) {
      Examined.rewrite(folder, "tree-heads.jsonl", flip(bytes, bit));
      assertThat(LogHistory.read(folder, keys, false).problems()).as("bit %d", bit).isNotEmpty();
    }
    Examined.rewrite(folder, "tree-heads.jsonl", bytes);
    assertThat(LogHistory.read(folder, keys, false).problems()).isEmpty();
    Examined.rewrite(folder, "tree-heads.jsonl", whole);
  }

  @Property(tries = 100)
  void flipsInALongerLogAreRefused(
      @ForAll @IntRange(max = 1) int which, @ForAll @IntRange(max = 1_000_000) int place)
      throws IOException {
    String file = FILES.get(which);
    byte[] bytes = Files.readAllBytes(ALL.get().resolve(file));
    int bit = place % (bytes.length * 8);
    Examined.rewrite(ALL.get(), file, flip(bytes, bit));
    assertThat(Examined.of(ALL.get()).verified()).as("%s, bit %d", file, bit).isFalse();
    assertThat(Examined.excerpt(ALL.get()).verified()).as("%s, bit %d", file, bit).isFalse();
    Examined.rewrite(ALL.get(), file, bytes);
  }

  @Property(tries = 200)
  void truncatedFilesAreRefused(
      @ForAll @IntRange(max = 1) int which, @ForAll @IntRange(max = 1_000_000) int place)
      throws IOException {
    String file = FILES.get(which);
    byte[] bytes = Files.readAllBytes(ALL.get().resolve(file));
    Examined.rewrite(ALL.get(), file, Arrays.copyOf(bytes, place % bytes.length));
    assertThat(Examined.of(ALL.get()).verified()).as("%s at %d", file, place).isFalse();
    Examined.rewrite(ALL.get(), file, bytes);
  }

  private static byte[] flip(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    return flipped;
  }
}

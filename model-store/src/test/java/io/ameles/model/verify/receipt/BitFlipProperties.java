package io.ameles.model.verify.receipt;

import static io.ameles.model.receipt.TestingLog.step;
import static org.assertj.core.api.Assertions.assertThat;

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
  private static final ThreadLocal<Path> FOLDER = new ThreadLocal<>();

  @BeforeContainer
  static void open() throws IOException {
    FOLDER.set(Files.createTempDirectory("flips"));
  }

  @AfterContainer
  static void close() throws IOException {
    Path folder = FOLDER.get();
    for (String file : List.of("receipts.jsonl", "tree-heads.jsonl", "keys.json")) {
      Files.deleteIfExists(folder.resolve(file));
    }
    Files.delete(folder);
  }

  @Example
  void everySingleBitFlipOfAWholeFolderIsRefused() throws IOException {
    TestingLog log = new TestingLog();
    log.epoch(step(ReceiptStage.ACCEPTED, "r"));
    log.epoch(step(ReceiptStage.APPLIED, "r"));
    Path folder = Examined.write(FOLDER.get(), log);
    for (String file : FILES) {
      byte[] bytes = Files.readAllBytes(folder.resolve(file));
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        assertRefused(folder, file, flip(bytes, bit), bit);
      }
      Examined.rewrite(folder, file, bytes);
    }
    assertThat(Examined.of(folder).verified()).isTrue();
  }

  @Property(tries = 400)
  void flipsInALongerLogAreRefused(
      @ForAll @IntRange(max = 1) int which, @ForAll @IntRange(max = 1_000_000) int place)
      throws IOException {
    Path folder = Examined.write(FOLDER.get(), TestingLog.sample());
    String file = FILES.get(which);
    byte[] bytes = Files.readAllBytes(folder.resolve(file));
    int bit = place % (bytes.length * 8);
    assertRefused(folder, file, flip(bytes, bit), bit);
  }

  @Property(tries = 200)
  void truncatedFilesAreRefused(
      @ForAll @IntRange(max = 1) int which, @ForAll @IntRange(max = 1_000_000) int place)
      throws IOException {
    Path folder = Examined.write(FOLDER.get(), TestingLog.sample());
    String file = FILES.get(which);
    byte[] bytes = Files.readAllBytes(folder.resolve(file));
    assertRefused(folder, file, Arrays.copyOf(bytes, place % bytes.length), place);
  }

  private static byte[] flip(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    return flipped;
  }

  private static void assertRefused(Path folder, String file, byte[] bytes, int where) {
    Examined.rewrite(folder, file, bytes);
    assertThat(Examined.of(folder).verified()).as("%s at %d", file, where).isFalse();
  }
}

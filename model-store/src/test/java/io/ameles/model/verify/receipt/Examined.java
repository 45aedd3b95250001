package io.ameles.model.verify.receipt;

import io.ameles.model.receipt.ReceiptFolder;
import io.ameles.model.receipt.TestingLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of receipts and what the verifier says about it.
 *
 * @param summary about the folder
 * @param verdicts about its lines
 */
record Examined(Verification summary, List<ReceiptVerdict> verdicts) {
  static Examined of(Path folder) {
    return of(VerificationSettings.of(folder));
  }

  static Examined excerpt(Path folder) {
    return of(new VerificationSettings(folder, true, null, null, null));
  }

  static Examined of(VerificationSettings settings) {
    List<ReceiptVerdict> verdicts = new ArrayList<>();
    return new Examined(new ReceiptVerifier(settings).verify(verdicts::add), verdicts);
  }

  boolean verified() {
    return summary.verified();
  }

  /** Everything that is wrong, of lines and of the folder. */
  List<Flaw> flaws() {
    return Stream.concat(
            verdicts.stream().flatMap(verdict -> verdict.problems().stream()),
            summary.problems().stream())
        .map(Problem::flaw)
        .distinct()
        .toList();
  }

  static Path write(Path folder, TestingLog log) {
    ReceiptFolder.write(folder, log.receipts(), log.publicKeys());
    return folder;
  }

  static List<String> lines(Path folder, String file) {
    try {
      return new ArrayList<>(Files.readAllLines(folder.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void rewrite(Path folder, String file, List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    rewrite(folder, file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  static void rewrite(Path folder, String file, byte[] bytes) {
    try {
      Files.write(folder.resolve(file), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.ameles.model.verify.receipt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The states of the log in a folder that was verified before. The log of today must have been in
 * each of them once: whoever cut off its end, or went back to an old state, cannot show that. NOT
 * thread-safe.
 */
final class Earlier {
  private final SortedMap<Long, TreeHead> expected = new TreeMap<>();
  private final List<Problem> problems;

  private Earlier(LogHistory history) {
    history.all().forEach(head -> expected.put(head.size(), head));
    problems = new ArrayList<>(history.problems());
  }

  static Earlier read(Path folder, PublicKeys keys) {
    return new Earlier(LogHistory.read(folder, keys, true));
  }

  /** The log after one more receipt. */
  void take(RunningRoot log) {
    TreeHead then = expected.remove(log.size());
    if (then != null && !then.rootHash().equals(HexFormat.of().formatHex(log.hash()))) {
      problems.add(
          new Problem(
              Flaw.FORK,
              "the first %d receipts are not those of the earlier folder: history was rewritten"
                  .formatted(then.size())));
    }
  }

  /**
   * What is wrong, after the last receipt.
   *
   * @param gapless whether every receipt up to the last one could be read
   */
  List<Problem> problems(boolean gapless) {
    if (!expected.isEmpty()) {
      problems.add(
          new Problem(
              gapless ? Flaw.FORK : Flaw.UNPROVEN,
              "the earlier folder knows a log of size %d, which this one does not reach or does not show: its end was cut off, or it went back to an old state"
                  .formatted(expected.lastKey())));
    }
    return problems;
  }
}

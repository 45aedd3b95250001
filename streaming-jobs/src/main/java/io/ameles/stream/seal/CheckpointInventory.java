package io.ameles.stream.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongPredicate;
import java.util.function.ToLongFunction;

/**
 * What lies in a folder of checkpoints.
 *
 * @param checkpoints complete or not
 * @param savepoints how many savepoints there are
 * @param files beside the checkpoints, such as those that incremental ones share
 */
record CheckpointInventory(List<Checkpoint> checkpoints, int savepoints, List<LooseFile> files) {
  /** Copies the lists. */
  CheckpointInventory {
    checkpoints = List.copyOf(checkpoints);
    files = List.copyOf(files);
  }

  /**
   * A checkpoint.
   *
   * @param run the job that made it, by the name of its folder; empty if it is in none
   * @param number which one of that run and those before
   * @param completed milliseconds since the epoch; 0 if it is not complete
   */
  record Checkpoint(String run, long number, long completed) {}

  /**
   * A file that belongs to no checkpoint alone.
   *
   * @param run the job that made it, by the name of its folder
   * @param written milliseconds since the epoch
   * @param used whether a complete checkpoint refers to it
   */
  record LooseFile(String run, long written, boolean used) {}

  /**
   * What of it may hold what was removed in {@code epoch}.
   *
   * @param epoch whose checkpoint is the first that does not hold it
   * @param clean the first checkpoint whose files do not hold it either, not before {@code epoch}
   * @param run the job that asks
   * @param restored the checkpoint that it goes on from; 0 if it began afresh
   */
  List<String> outstanding(long epoch, long clean, String run, long restored) {
    List<String> sentences = new ArrayList<>();
    List<Checkpoint> ours = checkpoints.stream().filter(made -> made.run().equals(run)).toList();
    List<Checkpoint> others = checkpoints.stream().filter(made -> !made.run().equals(run)).toList();
    report(
        sentences,
        "%d retained checkpoint(s) from before epoch %d, the oldest of epoch %d; they go when newer ones are complete.",
        older(ours, number -> number < clean),
        clean);
    // Which of them this run descends from, folders do not tell. But the one that it was restored
    // from is known by its number, if no other has the same.
    boolean origin = others.stream().filter(made -> made.number() == restored).count() == 1;
    report(
        sentences,
        "%d checkpoint(s) of other runs, which may be from before epoch %d, the oldest of epoch %d; delete them if no run needs them.",
        older(others, number -> !(origin && number == restored && number >= clean)),
        epoch);
    if (ours.stream().noneMatch(made -> made.completed() > 0 && made.number() >= clean)) {
      sentences.add(
          String.format(
              Locale.ROOT, "No checkpoint of epoch %d or newer of this run is complete.", clean));
    }
    if (savepoints > 0) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "%d savepoint(s) in the folder of checkpoints, which may be from before epoch %d; move or delete them.",
              savepoints,
              epoch));
    }
    report(sentences, run);
    return sentences;
  }

  /** What of it holds up sealing, whichever run asks. */
  List<String> crowd() {
    List<String> sentences = new ArrayList<>();
    long runs = checkpoints.stream().map(Checkpoint::run).distinct().count();
    if (runs > 1) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "checkpoints of %d runs are in the folder of checkpoints; those that no run needs hold up sealing",
              runs));
    }
    if (savepoints > 0) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "%d savepoint(s) are in the folder of checkpoints and hold up sealing",
              savepoints));
    }
    return sentences;
  }

  private static List<Checkpoint> older(List<Checkpoint> among, LongPredicate numbers) {
    return among.stream().filter(made -> numbers.test(made.number())).toList();
  }

  private static void report(
      List<String> sentences, String sentence, List<Checkpoint> found, long epoch) {
    if (!found.isEmpty()) {
      ToLongFunction<Checkpoint> number = Checkpoint::number;
      long oldest = found.stream().mapToLong(number).min().orElseThrow();
      sentences.add(String.format(Locale.ROOT, sentence, found.size(), epoch, oldest));
    }
  }

  /**
   * A file that no complete checkpoint refers to is one being written for the next, or one that was
   * left behind. What was written before the oldest retained checkpoint was complete is not being
   * written any more.
   */
  private void report(List<String> sentences, String run) {
    long oldest =
        checkpoints.stream()
            .filter(made -> made.run().equals(run) && made.completed() > 0)
            .mapToLong(Checkpoint::completed)
            .min()
            .orElse(Long.MAX_VALUE);
    long left =
        files.stream()
            .filter(file -> !file.used() && !(file.run().equals(run) && file.written() > oldest))
            .count();
    if (left > 0) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "%d file(s) in the folder of checkpoints that no checkpoint refers to; delete them.",
              left));
    }
  }
}

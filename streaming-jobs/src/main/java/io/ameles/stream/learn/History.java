package io.ameles.stream.learn;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.version.Manifest;
import io.ameles.stream.decode.Progress;
import io.ameles.stream.ledger.LedgerReport;
import io.ameles.stream.ledger.Tally;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What versions say about everything since the beginning; lives in the assembly's state.
 *
 * @param setup what the state was made with, see {@link Provenance#setup}
 * @param parent epoch of the newest version; null before the first
 * @param offsets per topic and partition: the offset after the last record reflected
 * @param counts what became of every record
 * @param live number of live examples that are learned from
 * @param evaluation number of live examples that are evaluated on
 * @param retentionCutoff how far retention has reached, milliseconds since the epoch; null without
 * @param cleanSince epoch of the newest version in which anything was removed, see {@link
 *     Manifest#cleanSince}; null before the first
 * @param arithmetic by which the encoder's embeddings are recognised; null before the first picture
 */
public record History(
    String setup,
    @Nullable Long parent,
    SortedMap<String, SortedMap<Integer, Long>> offsets,
    Manifest.Accounting counts,
    long live,
    long evaluation,
    @Nullable Long retentionCutoff,
    @Nullable Long cleanSince,
    @Nullable String arithmetic) {
  /** Nothing has happened yet. */
  static History begin(String setup) {
    return new History(
        setup, null, new TreeMap<>(), Manifest.Accounting.NONE, 0, 0, null, null, null);
  }

  /**
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if the state was made with
   *     something else than {@code wanted}
   */
  void requireSetup(String wanted) {
    if (!setup.equals(wanted)) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "The checkpoint was made with other settings than this job has, which would make nonsense of its state.%n  checkpoint: %s%n  this job:   %s%nRestore the old settings, or begin a new model under another name."
              .formatted(setup, wanted));
    }
  }

  /**
   * @throws AmelesException with {@link ErrorCode#ENGINE} if pictures were embedded by another
   *     arithmetic than before
   */
  History plus(Progress progress) {
    SortedMap<String, SortedMap<Integer, Long>> moved = new TreeMap<>(offsets);
    SortedMap<Integer, Long> partitions =
        new TreeMap<>(moved.getOrDefault(progress.topic(), new TreeMap<>()));
    progress.next().forEach((partition, next) -> partitions.merge(partition, next, Math::max));
    moved.put(progress.topic(), partitions);
    return new History(
        setup,
        parent,
        moved,
        counts.plus(progress.counts()),
        live,
        evaluation,
        retentionCutoff,
        cleanSince,
        same(progress.arithmetic()));
  }

  private @Nullable String same(@Nullable String other) {
    if (arithmetic == null || other == null || arithmetic.equals(other)) {
      return other == null ? arithmetic : other;
    }
    throw new AmelesException(
        ErrorCode.ENGINE,
        "Two machines compute different last bits of embeddings: %s before, %s now. An event that arrives twice would contradict itself. Run the job on processors, engines and Java platforms of one kind, or begin a new model under another name."
            .formatted(arithmetic, other));
  }

  History plus(LedgerReport report) {
    Tally tally = report.tally();
    Manifest.Accounting counted =
        new Manifest.Accounting(
            0,
            tally.learned(),
            tally.duplicates(),
            tally.covered(),
            tally.conflicts(),
            tally.forgottenOfEitherUse(),
            0,
            0);
    return new History(
        setup,
        parent,
        offsets,
        counts.plus(counted),
        live + tally.live(),
        evaluation + tally.evaluation(),
        later(retentionCutoff, report.retentionCutoff()),
        cleanSince,
        arithmetic);
  }

  History withParent(long epoch) {
    return new History(
        setup, epoch, offsets, counts, live, evaluation, retentionCutoff, cleanSince, arithmetic);
  }

  /** From {@code epoch} on, versions hold nothing of what was removed until then. */
  History cleanFrom(long epoch) {
    return new History(
        setup, parent, offsets, counts, live, evaluation, retentionCutoff, epoch, arithmetic);
  }

  private static @Nullable Long later(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Math.max(one, other);
  }
}

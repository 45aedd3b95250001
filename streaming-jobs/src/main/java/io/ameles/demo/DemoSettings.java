package io.ameles.demo;

import io.ameles.stream.ledger.LedgerMode;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about a demonstration.
 *
 * @param dataset name of the data set
 * @param examples how many examples to stream; 0: all that the data set has
 * @param seed of the data set, the order and the deletions
 * @param parallelism of the job
 * @param ledger what the job's ledger keeps
 * @param forgetShare share of the subjects that ask to be forgotten, 0 to 1
 * @param deletions whether anything is deleted at all
 * @param sequence which tasks are learned and forgotten in which order; null: the usual deletions
 * @param duration how long the stream is made to last, at least; zero: as fast as it goes
 * @param checkpointInterval of the job
 * @param out folder that everything is kept in
 */
public record DemoSettings(
    String dataset,
    int examples,
    long seed,
    int parallelism,
    LedgerMode ledger,
    double forgetShare,
    boolean deletions,
    @Nullable TaskSequence sequence,
    Duration duration,
    Duration checkpointInterval,
    Path out) {
  /** What an auditor gets. */
  Path receipts() {
    return out.resolve("receipts");
  }
}

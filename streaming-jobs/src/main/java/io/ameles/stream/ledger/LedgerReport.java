package io.ameles.stream.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What one part of the ledger did between two barriers.
 *
 * @param tally counts since the barrier before
 * @param retentionCutoff how far retention has reached, milliseconds since the epoch; null without
 * @param removed whether older versions may hold what must not be kept: a deletion was carried out,
 *     whatever it found, or retention or a covered correction removed something
 */
public record LedgerReport(Tally tally, @Nullable Long retentionCutoff, boolean removed) {}

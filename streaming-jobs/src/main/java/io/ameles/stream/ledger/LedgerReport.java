package io.ameles.stream.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What one part of the ledger did between two barriers.
 *
 * @param tally counts since the barrier before
 * @param retentionCutoff how far retention has reached, milliseconds since the epoch; null without
 */
public record LedgerReport(Tally tally, @Nullable Long retentionCutoff) {}

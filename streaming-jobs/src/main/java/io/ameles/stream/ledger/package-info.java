/**
 * The only keeper of who contributed what. {@link io.ameles.stream.ledger.Ledger} decides, for
 * every event and every deletion, what is added to and subtracted from the models; its answer
 * depends on the set of what has arrived and never on the order. {@link
 * io.ameles.stream.ledger.LedgerState} is what it remembers of one subject, {@link
 * io.ameles.stream.ledger.Tombstones} what concerns all, and {@link
 * io.ameles.stream.ledger.LedgerOperator} is the thin shell around it.
 *
 * <p>The whole rule: of everything that claims one example id, the highest revision counts, and of
 * equal revisions the one that lies first in Kafka. The example is live unless a deletion covers
 * that one. A covered example leaves a marker behind (pseudonym, revision, position), without which
 * a late lower revision could come back to life.
 */
@NullMarked
package io.ameles.stream.ledger;

import org.jspecify.annotations.NullMarked;

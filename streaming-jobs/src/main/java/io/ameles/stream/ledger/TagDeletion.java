package io.ameles.stream.ledger;

import io.ameles.schema.DeletionScope;

/**
 * What the ledger tells those who evaluate when a label or task is deleted. Every part of the
 * ledger says so, each of what it holds.
 *
 * @param scope LABEL or TASK
 * @param target the label or task
 * @param cutoff what occurred up to and including then is gone, milliseconds since the epoch;
 *     {@link Long#MAX_VALUE} if everything is, for ever
 * @param newest when the newest occurred of the examples that stay, are learned from and go by that
 *     name: a task, or a label without a task; {@link Long#MIN_VALUE} if there is none
 */
public record TagDeletion(DeletionScope scope, String target, long cutoff, long newest) {}

package io.ameles.stream.ledger;

/**
 * What the ledger tells those who evaluate about the examples that are evaluated on.
 *
 * @param change one of these examples is added or taken away, or everything of a label or task is
 * @param correction whether it is taken away by a correction, and not by a deletion or retention
 */
public record EvaluationChange(Change change, boolean correction) {}

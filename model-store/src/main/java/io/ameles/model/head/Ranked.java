package io.ameles.model.head;

/**
 * A label's place in an answer.
 *
 * @param label its position in {@link Head#labels}
 * @param score the higher the likelier; comparable within an answer only; finite
 */
public record Ranked(int label, float score) {}

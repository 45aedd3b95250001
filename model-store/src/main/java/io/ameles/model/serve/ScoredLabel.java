package io.ameles.model.serve;

/**
 * A label and how strongly a learner speaks for it.
 *
 * @param label the label
 * @param score the higher the likelier; comparable within one answer only; finite
 */
public record ScoredLabel(String label, double score) {}

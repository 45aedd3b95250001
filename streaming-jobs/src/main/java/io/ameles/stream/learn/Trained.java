package io.ameles.stream.learn;

import io.ameles.model.learn.Solution;

/**
 * What a sequential learner has come to.
 *
 * @param learner its name
 * @param solution its parameters
 */
public record Trained(String learner, Solution solution) {}

/**
 * Continual learning and unlearning with a hypernetwork: {@link io.ameles.model.learn.uncle.Uncle}.
 * A small network, the {@code Hypernetwork}, writes the parameters of one head per task from the
 * task's embedding, chunk by chunk. The {@code UncleTrainer} keeps two kinds of turns: in one a few
 * tasks are taught their lessons while the heads of all others are held where they are; in the
 * other one task's head is driven into noise, again while the others are held. Both are steps of
 * {@code Adam} on the sum of what {@code HeadLoss}, {@code Anchors} and {@code NoiseTarget} ask
 * for, and both are taken back whole if they leave the numbers.
 */
@NullMarked
package io.ameles.model.learn.uncle;

import org.jspecify.annotations.NullMarked;

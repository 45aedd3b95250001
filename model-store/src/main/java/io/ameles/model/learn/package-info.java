/**
 * From integers to parameters. An {@link io.ameles.model.learn.AdditiveLearner} turns a batch of
 * contributions into integer {@link io.ameles.model.learn.Tile}s, tiles are added wherever they
 * meet, and the learner solves the sum for its parameters, a {@link
 * io.ameles.model.learn.LinearHead}. One class per learner ({@link
 * io.ameles.model.learn.NearestMean}), none of which knows the engine that runs it. {@link
 * io.ameles.model.learn.StateDigest} is the fingerprint by which two states are compared; {@link
 * io.ameles.model.device.HeadScorer} applies a head to a batch on the device.
 */
@NullMarked
package io.ameles.model.learn;

import org.jspecify.annotations.NullMarked;

/**
 * What a learner is. An {@link io.ameles.model.learn.AdditiveLearner} turns batches of
 * contributions into integer {@link io.ameles.model.learn.Tile}s ({@link
 * io.ameles.model.learn.Combiner}), tiles are added wherever they meet, and the sum is solved for
 * parameters ({@link io.ameles.model.learn.Solution}): nothing depends on order, so it forgets
 * exactly. A {@link io.ameles.model.learn.SequentialLearner} is shown one {@link
 * io.ameles.model.learn.Lesson} after the other ({@link io.ameles.model.learn.Trainer}) and forgets
 * as well as its method allows. None of them knows the engine that runs it. {@link
 * io.ameles.model.learn.StateDigest} is the fingerprint by which two states are compared. The
 * packages below hold one method each.
 */
@NullMarked
package io.ameles.model.learn;

import org.jspecify.annotations.NullMarked;

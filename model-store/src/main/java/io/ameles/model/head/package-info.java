/**
 * Parameters and how they predict. A {@link io.ameles.model.head.Head} is what a learner has come
 * to: plain numbers that fit a file ({@link io.ameles.model.head.HeadKind}). Opened on a device it
 * becomes a {@link io.ameles.model.head.Scorer}, which gives a batch of {@link
 * io.ameles.model.head.Queries} a score per label. Many learners end in a {@link
 * io.ameles.model.head.LinearHead}; {@link io.ameles.model.head.FeatureHead} puts random features
 * in front of one, {@link io.ameles.model.head.BottleneckHead} looks values up by key, {@link
 * io.ameles.model.head.TaskHeads} has one head per task and finds out which task is meant, {@link
 * io.ameles.model.head.EnsembleHead} asks several.
 */
@NullMarked
package io.ameles.model.head;

import org.jspecify.annotations.NullMarked;

/**
 * Parameters and how they predict. A {@link io.ameles.model.head.Head} is what a learner has come
 * to: plain numbers that fit a file ({@link io.ameles.model.head.HeadKind}). Opened on a device it
 * becomes a {@link io.ameles.model.head.Scorer}, which gives a batch of {@link
 * io.ameles.model.head.Queries} a score per label. Most learners end in a {@link
 * io.ameles.model.head.LinearHead}; {@link io.ameles.model.head.FeatureHead} is one behind random
 * features.
 */
@NullMarked
package io.ameles.model.head;

import org.jspecify.annotations.NullMarked;

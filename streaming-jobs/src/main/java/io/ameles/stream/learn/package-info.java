/**
 * Changes become versions. For every additive learner alike, {@link
 * io.ameles.stream.learn.CombineOperator} turns batches of changes into tiles where they are and
 * {@link io.ameles.stream.learn.MergeOperator} adds tiles up by key; {@link
 * io.ameles.stream.learn.TrainOperator} shows the changes to every sequential learner. {@link
 * io.ameles.stream.learn.AssembleOperator} puts everything together, solves the sums and, at the
 * barrier, has the version of the epoch.
 */
@NullMarked
package io.ameles.stream.learn;

import org.jspecify.annotations.NullMarked;

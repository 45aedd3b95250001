/**
 * Changes become versions, for every additive learner alike: {@link
 * io.ameles.stream.learn.CombineOperator} turns batches of changes into tiles where they are,
 * {@link io.ameles.stream.learn.MergeOperator} adds tiles up by key, {@link
 * io.ameles.stream.learn.AssembleOperator} puts the sums together, solves them and, at the barrier,
 * has the version of the epoch.
 */
@NullMarked
package io.ameles.stream.learn;

import org.jspecify.annotations.NullMarked;

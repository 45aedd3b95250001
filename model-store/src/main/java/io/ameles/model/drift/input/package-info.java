/**
 * Notices that what comes in has changed, before anybody knows whether the predictions are still
 * right. A {@link io.ameles.model.drift.input.InputWatch} compares the newest examples with a
 * reference in three ways: the distribution as a whole ({@link
 * io.ameles.model.drift.input.KernelTest}), every dimension by itself, and the labels ({@link
 * io.ameles.model.drift.input.Shift}).
 *
 * <p>No example is kept. Of a set of examples there are only sums of whole numbers ({@link
 * io.ameles.model.drift.input.InputSums}), to which examples are added and from which they are
 * taken away again without a trace, in any order: what was deleted is not in the reference either.
 */
@NullMarked
package io.ameles.model.drift.input;

import org.jspecify.annotations.NullMarked;

/**
 * How well the model still does on what it is not shown: examples that are only evaluated on.
 * {@link io.ameles.stream.holdout.HoldoutSample} keeps a bounded sample of the live ones, {@link
 * io.ameles.stream.holdout.HoldoutWatch} has every version predict them and tells what was
 * forgotten, apart from what was to be forgotten.
 */
@NullMarked
package io.ameles.stream.holdout;

import org.jspecify.annotations.NullMarked;

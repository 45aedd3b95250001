/**
 * Watches what is learned for changes, in one place for the whole job: {@link
 * io.ameles.stream.drift.SampleOperator} passes on a bounded share of it and everything that is
 * forgotten, {@link io.ameles.stream.drift.InputDriftOperator} runs an {@link
 * io.ameles.model.drift.input.InputWatch} on that. The errors of the learners are watched where
 * they are found, in {@link io.ameles.stream.evaluate}.
 */
@NullMarked
package io.ameles.stream.drift;

import org.jspecify.annotations.NullMarked;

/**
 * Watches what is learned for changes, in one place for the whole job: {@link
 * io.ameles.stream.drift.input.SampleOperator} passes on a bounded share of it and everything that
 * is forgotten, {@link io.ameles.stream.drift.input.InputDriftOperator} runs an {@link
 * io.ameles.model.drift.input.InputWatch} on that. The errors of the learners are watched in {@link
 * io.ameles.stream.drift}.
 */
@NullMarked
package io.ameles.stream.drift.input;

import org.jspecify.annotations.NullMarked;

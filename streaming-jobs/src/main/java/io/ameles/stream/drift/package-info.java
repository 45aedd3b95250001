/**
 * Watches the errors of the learners for changes. {@link io.ameles.stream.drift.DriftWatch} runs
 * the detectors of {@link io.ameles.model.drift} on what {@link io.ameles.stream.evaluate} found,
 * one outcome after the other; {@link io.ameles.stream.drift.Movers} names the labels and tasks
 * that have become worse. Changes of what comes in, before labels are known to be wrong, are
 * watched in {@link io.ameles.stream.drift.input}.
 */
@NullMarked
package io.ameles.stream.drift;

import org.jspecify.annotations.NullMarked;

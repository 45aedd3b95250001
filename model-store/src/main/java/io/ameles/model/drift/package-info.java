/**
 * Notices when the world has moved on. A {@link io.ameles.model.drift.ErrorDetector} watches one
 * number after the other, usually whether a prediction was wrong (1) or right (0), keeps statistics
 * of bounded size instead of the numbers, and says when they have changed: {@link
 * io.ameles.model.drift.Adwin}, {@link io.ameles.model.drift.Ddm}, {@link
 * io.ameles.model.drift.Eddm}, {@link io.ameles.model.drift.PageHinkley}, {@link
 * io.ameles.model.drift.Kswin}. {@link io.ameles.model.drift.DetectorType} knows them all by name.
 */
@NullMarked
package io.ameles.model.drift;

import org.jspecify.annotations.NullMarked;

/**
 * Whether forgetting works, and how well: {@link io.ameles.model.evidence.Trial} has a learner
 * learn a {@link io.ameles.model.evidence.Course}, carries out a {@link
 * io.ameles.model.evidence.Removal} and compares the result with a model that was trained without
 * the forgotten examples, in the same order and batches. Every learner is treated alike, as the
 * stream treats it ({@link io.ameles.model.evidence.LiveModel}), but without the stream. What was
 * found is {@link io.ameles.model.evidence.Findings}, and {@link io.ameles.model.evidence.Verdict}
 * says whether it bears out what the learner declares.
 *
 * <p>The encoder in front of the learner is frozen and is not examined: what is measured is what
 * the head stores and says.
 */
@NullMarked
package io.ameles.model.evidence;

import org.jspecify.annotations.NullMarked;

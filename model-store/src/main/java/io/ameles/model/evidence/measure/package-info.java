/**
 * Yardsticks for a single model or a pair of them: what a head says about examples ({@link
 * io.ameles.model.evidence.measure.Outputs}), and from there accuracy, membership inference, a
 * nearest-neighbour probe, the similarity of representations and plain differences. They know
 * nothing of learners and requests. A number that a degenerate input leaves undefined is absent,
 * never NaN.
 */
@NullMarked
package io.ameles.model.evidence.measure;

import org.jspecify.annotations.NullMarked;

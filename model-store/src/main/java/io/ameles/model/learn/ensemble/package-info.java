/**
 * Forgetting by having kept apart: {@link io.ameles.model.learn.ensemble.Ensemble} trains several
 * models on disjoint subjects, each in slices of time with a checkpoint after every slice. What was
 * learned after a checkpoint cannot be in it; so a deletion goes back to the last checkpoint before
 * the example, at once and provably, and gives up what came later.
 */
@NullMarked
package io.ameles.model.learn.ensemble;

import org.jspecify.annotations.NullMarked;

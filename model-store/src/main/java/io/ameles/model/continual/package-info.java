/**
 * How much a model that learns one task after the other still knows of those before: {@link
 * io.ameles.model.continual.AccuracyMatrix} holds what was measured, {@link
 * io.ameles.model.continual.ContinualScores} what follows from it.
 */
@NullMarked
package io.ameles.model.continual;

import org.jspecify.annotations.NullMarked;

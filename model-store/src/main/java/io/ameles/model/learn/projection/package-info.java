/**
 * Suppression: {@link io.ameles.model.learn.projection.Projection} looks at every embedding through
 * a projection that takes away the directions by which a forgotten label could be told from others.
 * Statistics that were gathered before are projected as they are, without any example. That keeps a
 * label from being predicted, and makes it hard to learn again; it does not undo what the label has
 * done to the model, and the projection itself bears its mark.
 */
@NullMarked
package io.ameles.model.learn.projection;

import org.jspecify.annotations.NullMarked;

/**
 * The honest baseline: {@link io.ameles.model.learn.softmax.Softmax} is softmax regression on the
 * embedding, trained by plain gradient steps in the order of the stream. It shows what the other
 * learners avoid: what it learned earlier fades, and what it shall forget can only be pushed away.
 */
@NullMarked
package io.ameles.model.learn.softmax;

import org.jspecify.annotations.NullMarked;

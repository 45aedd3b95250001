/**
 * The simplest learner, and the hardest to beat for its price: {@link
 * io.ameles.model.learn.mean.NearestMean} keeps the sum and the count of every label's embeddings.
 */
@NullMarked
package io.ameles.model.learn.mean;

import org.jspecify.annotations.NullMarked;

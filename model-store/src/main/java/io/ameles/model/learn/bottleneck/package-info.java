/**
 * The discrete key-value bottleneck in two forms. Both assign an embedding to one frozen key per
 * head of a {@link io.ameles.model.embed.codebook.Codebook} and predict from the values at those
 * keys. {@link io.ameles.model.learn.bottleneck.CountingBottleneck} counts labels per key: a sum,
 * so it forgets exactly. {@link io.ameles.model.learn.bottleneck.KeyValueBottleneck} trains the
 * values by gradient steps, as the paper does, and forgets by suppression.
 */
@NullMarked
package io.ameles.model.learn.bottleneck;

import org.jspecify.annotations.NullMarked;

/**
 * The frozen half of a discrete key-value bottleneck: {@link
 * io.ameles.model.embed.codebook.Codebook} projects an embedding into several small spaces and
 * finds the nearest of a fixed set of keys in each, in integers and therefore with the same result
 * everywhere. Keys come from a seed or from a public {@link
 * io.ameles.model.embed.codebook.BootstrapSet}, never from examples that somebody may want to have
 * forgotten.
 */
@NullMarked
package io.ameles.model.embed.codebook;

import org.jspecify.annotations.NullMarked;

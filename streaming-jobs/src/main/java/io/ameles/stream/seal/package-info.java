/**
 * Who still holds what was removed. {@link io.ameles.stream.seal.Holdings} is the question that a
 * receipt asks before it calls a request sealed.
 */
@NullMarked
package io.ameles.stream.seal;

import org.jspecify.annotations.NullMarked;

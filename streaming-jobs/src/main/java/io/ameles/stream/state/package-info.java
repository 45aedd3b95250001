/**
 * How values travel between operators and lie in state: each type has one hand-written, versioned
 * {@link io.ameles.stream.state.Codec}, and {@link io.ameles.stream.state.CodecSerializer} is the
 * one bridge to the engine. No reflection, no generic serializer, so a state written today is
 * readable as long as its codec keeps its reader.
 */
@NullMarked
package io.ameles.stream.state;

import org.jspecify.annotations.NullMarked;

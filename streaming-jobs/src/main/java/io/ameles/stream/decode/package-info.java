/**
 * Bytes become events, or dead letters with a reason; never an exception. {@link
 * io.ameles.stream.decode.EventDecoder} holds the rules, {@link
 * io.ameles.stream.decode.DecodeEventsOperator} and {@link
 * io.ameles.stream.decode.DecodeDeletionsOperator} run them. Behind this package there are
 * pseudonyms and integers only.
 */
@NullMarked
package io.ameles.stream.decode;

import org.jspecify.annotations.NullMarked;

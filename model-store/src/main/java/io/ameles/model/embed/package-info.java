/**
 * From an event's features to small integers. {@link io.ameles.model.embed.Quantization} is the
 * rule (part of the public contract, docs/formats.md), {@link
 * io.ameles.model.embed.QuantizedVector} its result. From here on the learning side adds and
 * subtracts integers only, which is why the order in which events arrive cannot change a bit.
 */
@NullMarked
package io.ameles.model.embed;

import org.jspecify.annotations.NullMarked;

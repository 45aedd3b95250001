/**
 * Pictures become features on their way to the ledger: {@link io.ameles.stream.embed.PictureBatch}
 * shows them to the model's encoder, {@link io.ameles.stream.embed.EmbedOperator} says when. Events
 * that brought features overtake them, which changes nothing, because nothing behind depends on
 * order.
 */
@NullMarked
package io.ameles.stream.embed;

import org.jspecify.annotations.NullMarked;

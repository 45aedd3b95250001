/**
 * From pictures to embeddings. {@link io.ameles.model.encode.ImageDecoder} turns a payload's bytes
 * into pixels or a verdict, {@link io.ameles.model.encode.Encoder} runs a frozen model over them,
 * {@link io.ameles.model.encode.EncoderSettings} is everything that decides what comes out. The
 * same payload must give the same bits whenever it is encoded, because an event may be delivered
 * twice: {@link io.ameles.model.encode.Encoder#fingerprint} tells whether two machines agree on
 * that.
 */
@NullMarked
package io.ameles.model.encode;

import org.jspecify.annotations.NullMarked;

/**
 * Whether a published version is what the topics say it must be. {@link
 * io.ameles.model.verify.Audit} recomputes the live set and the statistics by a separate path:
 * single-threaded, over sets, from the records to the digests. It shares the wire format, the
 * quantization rule and the encoder of pictures with the job, and nothing else, so that a mistake
 * would have to be made twice to go unnoticed.
 */
@NullMarked
package io.ameles.model.verify;

import org.jspecify.annotations.NullMarked;

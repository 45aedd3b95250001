/**
 * Checks receipts without the service that wrote them: signatures, the log's proofs, the sequence,
 * the order of steps, and the digests of stored versions. {@link
 * io.ameles.model.verify.receipt.ReceiptVerifier} is where it begins. Shares no code with the
 * writers of receipts, only the formats in docs/formats.md; needs nothing but Java and a JSON
 * parser.
 */
@NullMarked
package io.ameles.model.verify.receipt;

import org.jspecify.annotations.NullMarked;

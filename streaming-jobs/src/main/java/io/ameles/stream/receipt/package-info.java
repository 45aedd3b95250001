/**
 * The requester is told. {@link io.ameles.stream.receipt.ReceiptOperator} adds up what every part
 * of a deletion did, numbers the receipts without gaps and recognises repeated requests; {@link
 * io.ameles.stream.receipt.ReceiptWriter} decides what a receipt says. {@link
 * io.ameles.stream.receipt.DeadLetterWriter} does the same for what could not be used.
 */
@NullMarked
package io.ameles.stream.receipt;

import org.jspecify.annotations.NullMarked;

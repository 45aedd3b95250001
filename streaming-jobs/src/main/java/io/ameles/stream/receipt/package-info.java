/**
 * The requester is told. {@link io.ameles.stream.receipt.ReceiptOperator} runs the {@link
 * io.ameles.stream.receipt.Lifecycle} of every request, one receipt per step: {@link
 * io.ameles.stream.receipt.Decisions} answers what was read, {@link io.ameles.stream.receipt.Watch}
 * follows what is pending in the {@link io.ameles.stream.receipt.Docket} until it is sealed, {@link
 * io.ameles.stream.receipt.ReceiptWriter} says what a receipt says, {@link
 * io.ameles.stream.receipt.SignedLog} signs it and appends it to the log. {@link
 * io.ameles.stream.receipt.DeadLetterWriter} reports what could not be used.
 */
@NullMarked
package io.ameles.stream.receipt;

import org.jspecify.annotations.NullMarked;

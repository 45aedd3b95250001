/**
 * What a receipt proves and how: {@link io.ameles.model.receipt.ReceiptStatement} is what is signed
 * with {@link io.ameles.model.receipt.ReceiptKeys}, {@link io.ameles.model.receipt.MerkleFrontier}
 * and {@link io.ameles.model.receipt.TreeHead} make all receipts one log that can only grow, and
 * {@link io.ameles.model.receipt.ReceiptFolder} is what an auditor gets. Nothing here checks
 * anything: that is done by {@code io.ameles.model.verify.receipt}, which shares no code with this.
 */
@NullMarked
package io.ameles.model.receipt;

import org.jspecify.annotations.NullMarked;

package io.ameles.stream.receipt;

import io.ameles.model.receipt.MerkleFrontier;
import io.ameles.model.receipt.ReceiptStatement;
import io.ameles.model.receipt.TreeHead;
import io.ameles.model.sign.Signer;
import io.ameles.schema.DeletionReceipt;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Signs the receipts of an epoch and appends them to the log. Immutable. */
final class SignedLog {
  private final String model;
  private final Signer signer;

  /**
   * @param model whose log it is
   * @param signer what signs
   */
  SignedLog(String model, Signer signer) {
    this.model = model;
    this.signer = signer;
  }

  private record Leaf(byte[] payload, String statement) {}

  /**
   * Completes {@code receipts} with signature, tree head and proof.
   *
   * @param log before them
   * @param receipts in the order of their numbers, which go on where the log ends; modified
   * @param now when they are written
   * @return the log with them
   */
  MerkleFrontier append(MerkleFrontier log, List<DeletionReceipt> receipts, Instant now) {
    List<Leaf> leaves = receipts.parallelStream().map(this::leaf).toList();
    MerkleFrontier.Growth growth = log.grow(leaves.stream().map(Leaf::payload).toList());
    MerkleFrontier after = growth.after();
    TreeHead head =
        new TreeHead(model, after.size(), HexFormat.of().formatHex(after.rootHash()), now);
    String treeHead = signer.sign(TreeHead.TYPE, head.payload());
    for (int i = 0; i < receipts.size(); i++) {
      DeletionReceipt receipt = receipts.get(i);
      receipt.put("statement", leaves.get(i).statement());
      receipt.put("treeSize", after.size());
      receipt.put(
          "inclusionPath", growth.inclusionPaths().get(i).stream().map(ByteBuffer::wrap).toList());
      receipt.put("treeHead", treeHead);
    }
    return after;
  }

  private Leaf leaf(DeletionReceipt receipt) {
    byte[] payload = ReceiptStatement.of(receipt);
    return new Leaf(payload, signer.sign(ReceiptStatement.TYPE, payload));
  }
}

package io.ameles.model.receipt;

import io.ameles.schema.DeletionReceipt;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The states of the log that receipts name, and the proofs that each continues the one before. */
final class TreeHeads {
  /** Sizes by tree head, in the order of the sizes. */
  private final Map<String, Long> sizes;

  /** Over the leaves up to the first that is missing. */
  private final MerkleTree tree;

  private final long leaves;

  private TreeHeads(Map<String, Long> sizes, List<byte[]> leaves) {
    this.sizes = sizes;
    this.tree = new MerkleTree(leaves);
    this.leaves = leaves.size();
  }

  /**
   * @param receipts by sequence
   * @param chosen of which the tree heads are wanted; the last of all is taken too
   */
  static TreeHeads of(List<DeletionReceipt> receipts, Predicate<DeletionReceipt> chosen) {
    long largest = receipts.stream().mapToLong(DeletionReceipt::getTreeSize).max().orElse(0);
    Map<String, Long> sizes = new LinkedHashMap<>();
    receipts.stream()
        .filter(receipt -> chosen.test(receipt) || receipt.getTreeSize() == largest)
        .sorted(Comparator.comparingLong(DeletionReceipt::getTreeSize))
        .forEach(receipt -> sizes.put(receipt.getTreeHead(), receipt.getTreeSize()));
    return new TreeHeads(sizes, leaves(receipts));
  }

  /** One line each; without a path where leaves are missing that it would be made of. */
  Stream<Map<String, Object>> lines() {
    List<Map<String, Object>> lines = new ArrayList<>();
    long before = 0;
    for (Map.Entry<String, Long> head : sizes.entrySet()) {
      Map<String, @Nullable Object> line = new HashMap<>();
      line.put("treeHead", head.getKey());
      line.put("consistency", consistency(before, head.getValue()));
      lines.add(line);
      before = head.getValue();
    }
    return lines.stream();
  }

  private @Nullable List<String> consistency(long first, long second) {
    if (first != 0 && first != second && second > leaves) {
      return null;
    }
    return tree.consistencyPath(first, second).stream()
        .map(ByteBuffer::wrap)
        .map(TreeHeads::encode)
        .toList();
  }

  /** What was signed counts, not what the record beside it says. */
  private static List<byte[]> leaves(List<DeletionReceipt> receipts) {
    List<byte[]> leaves = new ArrayList<>();
    for (DeletionReceipt receipt : receipts) {
      byte[] leaf = payload(receipt.getStatement());
      if (receipt.getSequence() == leaves.size() + 1 && leaf != null) {
        leaves.add(leaf);
      }
    }
    return leaves;
  }

  private static byte @Nullable [] payload(String jws) {
    String[] parts = jws.split("\\.", -1);
    try {
      return parts.length == 3 ? Base64.getUrlDecoder().decode(parts[1]) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  static String encode(ByteBuffer hash) {
    byte[] bytes = new byte[hash.remaining()];
    hash.duplicate().get(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

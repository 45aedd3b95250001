package io.ameles.stream.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ameles.schema.DeletionReceipt;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** RFC 9162, section 2.1, word for word and without any thought of speed. */
public final class NaiveLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private NaiveLog() {}

  /**
   * The receipts are all of a log from its beginning: numbered without gaps, each one's tree head
   * is that of the log up to some receipt at or after it, each one's path leads there, and what is
   * signed says what the receipt says.
   */
  public static void requireConsistent(List<DeletionReceipt> receipts) throws Exception {
    List<byte[]> leaves = new ArrayList<>();
    for (DeletionReceipt receipt : receipts) {
      byte[] payload = payload(receipt.getStatement());
      JsonNode statement = JSON.readTree(payload);
      assertThat(receipt.getSequence()).isEqualTo(leaves.size() + 1);
      assertThat(statement.path("sequence").asLong()).isEqualTo(receipt.getSequence());
      assertThat(statement.path("stage").asText()).isEqualTo(receipt.getStage().name());
      assertThat(statement.path("requestId").asText()).isEqualTo(receipt.getRequestId());
      leaves.add(payload);
    }
    for (DeletionReceipt receipt : receipts) {
      int size = (int) receipt.getTreeSize();
      JsonNode head = JSON.readTree(payload(receipt.getTreeHead()));
      assertThat(receipt.getSequence()).isLessThanOrEqualTo(size);
      assertThat(size).isLessThanOrEqualTo(leaves.size());
      assertThat(head.path("treeSize").asLong()).isEqualTo(size);
      assertThat(head.path("rootHash").asText())
          .isEqualTo(HexFormat.of().formatHex(root(leaves.subList(0, size))));
      assertThat(receipt.getInclusionPath())
          .containsExactlyElementsOf(
              path((int) receipt.getSequence() - 1, leaves.subList(0, size)));
    }
  }

  static byte[] root(List<byte[]> leaves) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    if (leaves.isEmpty()) {
      return digest.digest();
    }
    if (leaves.size() == 1) {
      digest.update((byte) 0);
      return digest.digest(leaves.get(0));
    }
    int left = split(leaves.size());
    digest.update((byte) 1);
    digest.update(root(leaves.subList(0, left)));
    return digest.digest(root(leaves.subList(left, leaves.size())));
  }

  private static List<ByteBuffer> path(int leaf, List<byte[]> leaves) throws Exception {
    if (leaves.size() == 1) {
      return List.of();
    }
    int left = split(leaves.size());
    boolean inLeft = leaf < left;
    List<ByteBuffer> path =
        new ArrayList<>(
            inLeft
                ? path(leaf, leaves.subList(0, left))
                : path(leaf - left, leaves.subList(left, leaves.size())));
    path.add(
        ByteBuffer.wrap(
            root(inLeft ? leaves.subList(left, leaves.size()) : leaves.subList(0, left))));
    return path;
  }

  /** The largest power of two below. */
  private static int split(int size) {
    return Integer.highestOneBit(size - 1);
  }

  private static byte[] payload(String jws) {
    return Base64.getUrlDecoder().decode(jws.split("\\.", -1)[1]);
  }
}

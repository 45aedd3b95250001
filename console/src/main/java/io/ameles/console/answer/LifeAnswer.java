package io.ameles.console.answer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ameles.schema.DeletionReceipt;
import java.io.IOException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request with what was signed about it.
 *
 * @param row as in the table
 * @param others requests with the same id, the newest first
 * @param statements by number, as far as they are still on the topic
 * @param outOfScope copies that nobody here can reach, as the newest receipt names them
 */
public record LifeAnswer(
    @JsonUnwrapped RequestRow row,
    List<RequestRow> others,
    List<Statement> statements,
    List<String> outOfScope) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One receipt.
   *
   * @param sequence its number
   * @param statement what was signed, see docs/formats.md; null if it cannot be read
   * @param jws how it was signed
   * @param treeSize of the log that its proof is about
   */
  public record Statement(long sequence, @Nullable JsonNode statement, String jws, long treeSize) {}

  /**
   * @param receipts about this request, in any order
   */
  public static LifeAnswer of(
      RequestRow row, List<RequestRow> others, List<DeletionReceipt> receipts) {
    List<DeletionReceipt> sorted =
        receipts.stream().sorted(Comparator.comparingLong(DeletionReceipt::getSequence)).toList();
    return new LifeAnswer(
        row,
        others,
        sorted.stream().map(LifeAnswer::statement).toList(),
        sorted.isEmpty() ? List.of() : List.copyOf(sorted.get(sorted.size() - 1).getOutOfScope()));
  }

  private static Statement statement(DeletionReceipt receipt) {
    String jws = receipt.getStatement();
    return new Statement(receipt.getSequence(), payload(jws), jws, receipt.getTreeSize());
  }

  /** Shown, not trusted: verifying is the verifier's. */
  private static @Nullable JsonNode payload(String jws) {
    String[] parts = jws.split("\\.", -1);
    try {
      return parts.length == 3 ? JSON.readTree(Base64.getUrlDecoder().decode(parts[1])) : null;
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }
}

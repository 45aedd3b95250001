package io.ameles.stream.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.receipt.MerkleFrontier;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.SingleObjectCodec;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refuses to continue a log from a state that it has left behind: the numbers that follow are taken
 * already, and an auditor who holds an earlier tree head could prove that history was rewritten.
 */
final class ForkCheck {
  private static final Pattern DOT = Pattern.compile("\\.");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String model;
  private final MerkleFrontier log;

  /**
   * @param model whose log it is
   * @param log as the job's state knows it
   */
  ForkCheck(String model, MerkleFrontier log) {
    this.model = model;
    this.log = log;
  }

  /**
   * @param newest receipts that were published
   * @throws AmelesException with {@link ErrorCode#LOG_FORK} if they cannot be from before the state
   */
  void require(List<byte[]> newest) {
    SingleObjectCodec<DeletionReceipt> codec = SingleObjectCodec.of(DeletionReceipt.class);
    for (byte[] value : newest) {
      try {
        require(codec.decode(value));
      } catch (MalformedEventException e) {
        throw unreadable(e);
      }
    }
  }

  private void require(DeletionReceipt published) {
    if (!published.getModel().equals(model)) {
      throw fork(
          "The receipts topic holds receipts of model %s, and this is model %s."
              .formatted(published.getModel(), model));
    }
    if (published.getTreeSize() > log.size()) {
      throw fork(
          "The published log of receipts has %d entries, and the state that this job starts from knows %d of them."
              .formatted(published.getTreeSize(), log.size()));
    }
    if (published.getTreeSize() == log.size()
        && !rootOf(published).equals(HexFormat.of().formatHex(log.rootHash()))) {
      throw fork(
          "The published log of receipts and the state that this job starts from have %d entries each, and not the same ones."
              .formatted(log.size()));
    }
  }

  private static String rootOf(DeletionReceipt receipt) {
    try {
      String payload = DOT.split(receipt.getTreeHead(), -1)[1];
      JsonNode head = JSON.readTree(Base64.getUrlDecoder().decode(payload));
      return head.path("rootHash").asText();
    } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw unreadable(e);
    }
  }

  private static AmelesException fork(String what) {
    return new AmelesException(
        ErrorCode.LOG_FORK,
        what
            + " Continuing would write another history under the same numbers. Start from the newest checkpoint, or begin a new model with a name, topics for its output and a model store of its own.");
  }

  private static AmelesException unreadable(Exception cause) {
    return new AmelesException(
        ErrorCode.CORRUPT_FILE,
        "The newest record of the receipts topic is no receipt; only this job may write there.",
        cause);
  }
}

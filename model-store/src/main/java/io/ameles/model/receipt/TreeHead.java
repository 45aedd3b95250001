package io.ameles.model.receipt;

import io.ameles.model.sign.CanonicalJson;
import java.time.Instant;
import java.util.Map;

/**
 * What the whole log is at one moment; signed, so that nobody can later claim another log.
 *
 * @param model whose log it is
 * @param size how many leaves it has
 * @param rootHash of its tree, 64 lower-case hexadecimal digits
 * @param timestamp when it became that, to the millisecond
 */
public record TreeHead(String model, long size, String rootHash, Instant timestamp) {
  /** The {@code typ} that it is signed as. */
  public static final String TYPE = "ameles-tree-head";

  private static final String FORMAT = "ameles-tree-head/1";

  /** What is signed: canonical JSON, see docs/formats.md. */
  public byte[] payload() {
    return CanonicalJson.of(
        Map.of(
            "format",
            FORMAT,
            "model",
            model,
            "treeSize",
            size,
            "rootHash",
            rootHash,
            "timestamp",
            StatementTime.format(timestamp)));
  }
}

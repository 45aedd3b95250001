package io.ameles.model.receipt;

import io.ameles.schema.SubjectOutcome;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** By one hash a receipt vouches for what a request did to each of many subjects. */
public final class SubjectTree {
  private SubjectTree() {}

  /**
   * RFC 9162 root, hexadecimal, over one leaf per outcome in order: the canonical JSON array of
   * target and number.
   */
  public static String root(List<SubjectOutcome> outcomes) {
    List<byte[]> leaves =
        outcomes.stream()
            .map(
                outcome ->
                    "[\"%s\",%d]".formatted(outcome.getTarget(), outcome.getExamplesRemoved()))
            .map(leaf -> leaf.getBytes(StandardCharsets.UTF_8))
            .toList();
    return HexFormat.of().formatHex(MerkleFrontier.EMPTY.grow(leaves).after().rootHash());
  }
}

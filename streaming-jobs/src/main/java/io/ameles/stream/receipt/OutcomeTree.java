package io.ameles.stream.receipt;

import io.ameles.model.receipt.MerkleFrontier;
import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.Stream;

/** The hash that stands in a signed receipt for what was done to each of many subjects. */
final class OutcomeTree {
  private OutcomeTree() {}

  /**
   * RFC 9162 root, hexadecimal, over the roots of parts by index, whose leaves are their 32 bytes.
   */
  static String rootOfParts(Collection<Batch.Part> parts) {
    return root(parts.stream().map(part -> HexFormat.of().parseHex(part.root())));
  }

  private static String root(Stream<byte[]> leaves) {
    return HexFormat.of().formatHex(MerkleFrontier.EMPTY.grow(leaves.toList()).after().rootHash());
  }
}

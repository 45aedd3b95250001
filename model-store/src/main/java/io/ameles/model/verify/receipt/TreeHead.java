package io.ameles.model.verify.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.Set;

/**
 * A state of the log whose signature was checked.
 *
 * @param model whose log it is
 * @param size how many receipts there were
 * @param rootHash 64 lower-case hexadecimal digits
 * @param timestamp as it was signed
 */
record TreeHead(String model, long size, String rootHash, String timestamp) {
  private static final String WHAT = "the tree head";
  private static final Set<String> MEMBERS =
      Set.of("format", "model", "treeSize", "rootHash", "timestamp");

  static TreeHead parse(String jws, PublicKeys keys) throws Refused {
    byte[] payload = keys.payload(jws, "ameles-tree-head", WHAT);
    JsonNode members = StrictJson.object(payload, WHAT, MEMBERS);
    if (!StrictJson.text(members, "format").equals("ameles-tree-head/1")) {
      throw new Refused(Flaw.FORMAT, WHAT + " has an unknown format");
    }
    TreeHead head =
        new TreeHead(
            StrictJson.text(members, "model"),
            StrictJson.integer(members, "treeSize"),
            StrictJson.text(members, "rootHash"),
            StrictJson.text(members, "timestamp"));
    if (head.size < 1 || !head.rootHash.matches("[0-9a-f]{64}")) {
      throw new Refused(Flaw.FORMAT, WHAT + " has no size or no root hash");
    }
    return head;
  }

  byte[] root() {
    return HexFormat.of().parseHex(rootHash);
  }
}

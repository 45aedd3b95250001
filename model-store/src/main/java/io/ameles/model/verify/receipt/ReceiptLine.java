package io.ameles.model.verify.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A line of {@code receipts.jsonl}: a receipt and what proves that it is in the log.
 *
 * @param statement compact JWS
 * @param index of the leaf, from 0
 * @param treeSize of the log that the proof is about
 * @param path the proof
 * @param treeHead compact JWS
 * @param subjects hashes of the entries, in order; empty if there are none
 */
record ReceiptLine(
    String statement,
    long index,
    long treeSize,
    List<byte[]> path,
    String treeHead,
    List<byte[]> subjects) {
  /** Of the folder's file. */
  static final String FILE = "receipts.jsonl";

  private static final String WHAT = "the line";
  private static final Set<String> MEMBERS =
      Set.of("receipt", "index", "treeSize", "path", "treeHead");
  private static final Set<String> WITH_SUBJECTS =
      Set.of("receipt", "index", "treeSize", "path", "treeHead", "subjects");

  static ReceiptLine parse(byte[] line) throws Refused {
    boolean several = StrictJson.parse(line, WHAT).has("subjects");
    JsonNode members = StrictJson.object(line, WHAT, several ? WITH_SUBJECTS : MEMBERS);
    return new ReceiptLine(
        StrictJson.text(members, "receipt"),
        StrictJson.integer(members, "index"),
        StrictJson.integer(members, "treeSize"),
        HashPath.parse(members, "path"),
        StrictJson.text(members, "treeHead"),
        several ? subjects(StrictJson.array(members, "subjects")) : List.of());
  }

  private static List<byte[]> subjects(JsonNode entries) throws Refused {
    if (entries.isEmpty()) {
      throw new Refused(Flaw.FORMAT, "no subjects are listed as none");
    }
    List<byte[]> leaves = new ArrayList<>();
    for (JsonNode entry : entries) {
      if (entry.size() != 2 || !entry.path(0).isTextual() || !entry.path(1).isIntegralNumber()) {
        throw new Refused(Flaw.FORMAT, "a subject is not a target and a number");
      }
      leaves.add(Hash.leaf(StrictJson.canonical(entry, WHAT)));
    }
    return leaves;
  }

  /** Root over the subjects (RFC 9162, section 2.1.1), hexadecimal. */
  String subjectRoot() {
    RunningRoot root = new RunningRoot();
    subjects.forEach(root::add);
    return HexFormat.of().formatHex(root.hash());
  }
}

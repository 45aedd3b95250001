package io.ameles.model.verify.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The states of the log in {@code tree-heads.jsonl}, each shown to continue the one before. */
final class LogHistory {
  /** Of the folder's file. */
  static final String FILE = "tree-heads.jsonl";

  private static final String PROOF = "consistency";

  private final Map<String, TreeHead> heads = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final boolean excerpt;
  private @Nullable TreeHead newest;
  private boolean interrupted;
  private int unproven;

  private LogHistory(boolean excerpt) {
    this.excerpt = excerpt;
  }

  /**
   * @param folder of receipts
   * @param excerpt whether proofs may be missing
   */
  static LogHistory read(Path folder, PublicKeys keys, boolean excerpt) {
    LogHistory history = new LogHistory(excerpt);
    try (TextLines lines = new TextLines(folder.resolve(FILE))) {
      boolean more = true;
      while (more) {
        more = history.take(lines, keys);
      }
    }
    return history;
  }

  private boolean take(TextLines lines, PublicKeys keys) {
    try {
      Optional<byte[]> line = lines.next();
      if (line.isPresent()) {
        take(line.get(), keys);
      }
      return line.isPresent();
    } catch (Refused e) {
      problems.add(
          new Problem(
              e.problem().flaw(),
              "%s, line %d: %s".formatted(FILE, lines.number(), e.getMessage())));
      return true;
    }
  }

  private void take(byte[] line, PublicKeys keys) throws Refused {
    boolean comparable = !interrupted;
    interrupted = true; // the next line's proof begins at this one, if this one can be read
    JsonNode members = StrictJson.object(line, "the line", Set.of("treeHead", PROOF));
    String jws = StrictJson.text(members, "treeHead");
    TreeHead head = TreeHead.parse(jws, keys);
    if (heads.putIfAbsent(jws, head) != null) {
      throw new Refused(Flaw.FORMAT, "the tree head is there twice");
    }
    interrupted = false;
    TreeHead before = newest;
    newest = head;
    if (before == null) {
      requireContinued(0, new byte[0], head, members);
    } else {
      requireSameLog(before, head);
      if (comparable && !members.path(PROOF).isNull()) {
        requireContinued(before.size(), before.root(), head, members);
      } else {
        passOver(before, head);
      }
    }
  }

  private static void requireSameLog(TreeHead before, TreeHead head) throws Refused {
    if (!before.model().equals(head.model())) {
      throw new Refused(Flaw.MODEL, "the tree head is of another model than the one before");
    }
    if (head.size() < before.size()) {
      throw new Refused(Flaw.FORMAT, "the tree heads are not in the order of their sizes");
    }
    if (head.size() == before.size() && !head.rootHash().equals(before.rootHash())) {
      throw new Refused(
          Flaw.FORK,
          "two logs of size %d were signed: roots %s and %s"
              .formatted(head.size(), before.rootHash(), head.rootHash()));
    }
  }

  private static void requireContinued(long size, byte[] root, TreeHead head, JsonNode line)
      throws Refused {
    List<byte[]> path = HashPath.parse(line, PROOF);
    if (!Proof.continues(size, root, head.size(), head.root(), path)) {
      throw new Refused(
          Flaw.FORK,
          "the log of size %d is not shown to continue that of size %d: history was rewritten, or the proof is damaged"
              .formatted(head.size(), size));
    }
  }

  private void passOver(TreeHead before, TreeHead head) throws Refused {
    if (!excerpt) {
      throw new Refused(
          Flaw.UNPROVEN,
          "there is no proof that the log of size %d continues that of size %d"
              .formatted(head.size(), before.size()));
    }
    unproven++;
  }

  /** The state of the log that this text stands for; empty if it is not one of these. */
  Optional<TreeHead> head(String jws) {
    return Optional.ofNullable(heads.get(jws));
  }

  /** The largest; empty if there is none. */
  Optional<TreeHead> newest() {
    return Optional.ofNullable(newest);
  }

  List<TreeHead> all() {
    return List.copyOf(heads.values());
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** For how many an excerpt does not show that they continue the one before. */
  int unproven() {
    return unproven;
  }
}

package io.ameles.model.receipt;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.sign.CanonicalJson;
import io.ameles.schema.DeletionReceipt;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an auditor gets: everything that it takes to check receipts without this service. See
 * docs/formats.md.
 *
 * <pre>
 *   keys.json           the public keys, as a JSON Web Key set
 *   receipts.jsonl      one line per receipt, by sequence
 *   tree-heads.jsonl    one line per state of the log, by size, each with the proof that it
 *                       continues the one before
 * </pre>
 */
public final class ReceiptFolder {
  private static final String KEYS = "keys.json";
  private static final String RECEIPTS = "receipts.jsonl";
  private static final String TREE_HEADS = "tree-heads.jsonl";
  private static final Set<String> FILES = Set.of(KEYS, RECEIPTS, TREE_HEADS);

  private ReceiptFolder() {}

  /**
   * Writes all receipts.
   *
   * @param folder replaced as a whole if it holds receipts already
   * @param receipts as they came off the topic, in any order; nothing is left out, not even what
   *     contradicts itself
   * @param publicKeys see {@link ReceiptKeys#publicKeys}
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if the folder holds anything else,
   *     or {@link ErrorCode#STORAGE} if it cannot be written
   */
  public static void write(Path folder, List<DeletionReceipt> receipts, String publicKeys) {
    write(folder, receipts, publicKeys, receipt -> true);
  }

  /**
   * Writes some receipts, which can be verified without the others.
   *
   * @param folder replaced as a whole if it holds receipts already
   * @param receipts all, from which the proofs are made; the state of the log after the last of
   *     them is written too
   * @param publicKeys see {@link ReceiptKeys#publicKeys}
   * @param chosen which of them to write
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if the folder holds anything else,
   *     or {@link ErrorCode#STORAGE} if it cannot be written
   */
  public static void write(
      Path folder,
      List<DeletionReceipt> receipts,
      String publicKeys,
      Predicate<DeletionReceipt> chosen) {
    List<DeletionReceipt> sorted =
        receipts.stream().sorted(Comparator.comparingLong(DeletionReceipt::getSequence)).toList();
    Path target = folder.toAbsolutePath().normalize();
    Path fresh = target.resolveSibling("." + target.getFileName() + ".new");
    Path old = target.resolveSibling("." + target.getFileName() + ".old");
    try {
      requireReplaceable(target);
      discard(fresh);
      discard(old);
      Files.createDirectories(fresh);
      Files.writeString(fresh.resolve(KEYS), publicKeys + "\n");
      writeLines(
          fresh.resolve(RECEIPTS), sorted.stream().filter(chosen).map(ReceiptFolder::members));
      writeLines(fresh.resolve(TREE_HEADS), TreeHeads.of(sorted, chosen).lines());
      replace(target, fresh, old);
    } catch (IOException e) {
      throw new AmelesException(
          ErrorCode.STORAGE,
          "The receipts cannot be written to %s: %s. Check its space and permissions."
              .formatted(folder, e),
          e);
    }
  }

  private static Map<String, Object> members(DeletionReceipt receipt) {
    Map<String, Object> members =
        Map.of(
            "receipt", receipt.getStatement(),
            "index", receipt.getSequence() - 1,
            "treeSize", receipt.getTreeSize(),
            "path", receipt.getInclusionPath().stream().map(TreeHeads::encode).toList(),
            "treeHead", receipt.getTreeHead());
    if (receipt.getSubjects().isEmpty()) {
      return members;
    }
    Map<String, Object> withSubjects = new TreeMap<>(members);
    withSubjects.put(
        "subjects",
        receipt.getSubjects().stream()
            .map(subject -> List.of(subject.getTarget(), subject.getExamplesRemoved()))
            .toList());
    return withSubjects;
  }

  private static void writeLines(Path file, Stream<Map<String, Object>> lines) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (Map<String, Object> line : (Iterable<Map<String, Object>>) lines::iterator) {
        out.write(CanonicalJson.of(line));
        out.write('\n');
      }
    }
  }

  /** Nothing but what this class wrote is ever deleted. */
  private static void requireReplaceable(Path target) throws IOException {
    if (Files.exists(target) && (!Files.isDirectory(target) || !FILES.containsAll(names(target)))) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "%s is there and holds something else than receipts; name a folder that is new."
              .formatted(target));
    }
  }

  /** A reader finds the old folder or the new one, or for a moment none; never half of one. */
  private static void replace(Path target, Path fresh, Path old) throws IOException {
    if (Files.exists(target)) {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    discard(old);
  }

  private static void discard(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    for (String name : names(folder)) {
      Files.delete(folder.resolve(name));
    }
    Files.delete(folder);
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}

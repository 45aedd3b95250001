package io.ameles.model.receipt;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.sign.CanonicalJson;
import io.ameles.model.sign.KeyFile;
import io.ameles.model.sign.Signer;
import io.ameles.schema.BulkReport;
import io.ameles.schema.DeletionReceipt;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The secrets behind receipts: what signs them, and what makes the pseudonyms in them. Newest
 * first; only the newest of each kind is used for new receipts. A retired signing key keeps only
 * its public half, by which its signatures can still be checked. Never printed. Immutable.
 *
 * <p>In a file they are a JSON Web Key set (RFC 7517) that only its owner can read.
 */
public final class ReceiptKeys implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String SET = "keys";

  private final ArrayList<ReceiptSigningKey> signing;
  private final ArrayList<TargetKey> targets;

  private ReceiptKeys(List<ReceiptSigningKey> signing, List<TargetKey> targets) {
    this.signing = new ArrayList<>(signing); // of a class that can be serialized
    this.targets = new ArrayList<>(targets);
  }

  /** New keys. */
  public static ReceiptKeys create(SecureRandom random, Instant now) {
    return new ReceiptKeys(
        List.of(ReceiptSigningKey.generate(random, now)), List.of(TargetKey.generate(random, now)));
  }

  /**
   * @param file that nobody but its owner can read
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if it is missing, holds something
   *     else, or others can read it
   */
  public static ReceiptKeys read(Path file) {
    KeyFile.requirePrivate(file);
    String where = file.toString();
    List<ReceiptSigningKey> signing = new ArrayList<>();
    List<TargetKey> targets = new ArrayList<>();
    for (Map<String, Object> members : keys(KeyFile.readJson(file), where)) {
      if (TargetKey.isOne(members)) {
        targets.add(TargetKey.parse(members, where));
      } else {
        signing.add(ReceiptSigningKey.parse(members, where));
      }
    }
    requireNewestFirst(signing.stream().map(ReceiptSigningKey::created).toList(), where);
    requireNewestFirst(targets.stream().map(TargetKey::created).toList(), where);
    if (signing.isEmpty() || !signing.get(0).isPrivate() || targets.isEmpty()) {
      throw KeyFile.noKey(where);
    }
    return new ReceiptKeys(signing, targets);
  }

  /** Reads the keys in {@code file}, or makes new ones there, readable by their owner only. */
  public static ReceiptKeys readOrCreate(Path file, SecureRandom random, Instant now) {
    if (Files.exists(file)) {
      return read(file);
    }
    ReceiptKeys keys = create(random, now);
    keys.write(file);
    return keys;
  }

  /**
   * Writes the keys as {@link #read} takes them, readable by their owner only; replaces the file.
   *
   * @throws AmelesException with {@link ErrorCode#STORAGE} if that cannot be done
   */
  public void write(Path file) {
    KeyFile.write(
        file,
        Map.of(
            SET,
            Stream.concat(
                    signing.stream().map(ReceiptSigningKey::members),
                    targets.stream().map(TargetKey::members))
                .toList()));
  }

  /**
   * These keys with a new one of each kind before them. What was signed before stays verifiable,
   * because the public halves stay; pseudonyms made before stay recognisable, until their key is
   * destroyed.
   *
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if the newest key is of later than
   *     {@code now}
   */
  public ReceiptKeys rotate(SecureRandom random, Instant now) {
    Instant newest = signing.get(0).created();
    if (now.isBefore(newest) || now.isBefore(targets.get(0).created())) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "The newest key is of %s, which is in the future: set this machine's clock."
              .formatted(newest));
    }
    List<ReceiptSigningKey> signers = new ArrayList<>();
    signers.add(ReceiptSigningKey.generate(random, now));
    signing.forEach(key -> signers.add(key.retired()));
    List<TargetKey> pseudonyms = new ArrayList<>(targets);
    pseudonyms.add(0, TargetKey.generate(random, now));
    return new ReceiptKeys(signers, pseudonyms);
  }

  /**
   * These keys without the pseudonym keys that were replaced by newer ones at or before {@code
   * before}. Nobody can tell any more whom the pseudonyms made with them stand for. Never destroys
   * the newest.
   */
  public ReceiptKeys destroyPseudonymKeys(Instant before) {
    List<TargetKey> kept = new ArrayList<>();
    kept.add(targets.get(0));
    for (int i = 1; i < targets.size(); i++) {
      if (targets.get(i - 1).created().isAfter(before)) {
        kept.add(targets.get(i));
      }
    }
    return new ReceiptKeys(signing, kept);
  }

  /** What signs with the newest key. */
  public Signer signer() {
    return signing.get(0).signer();
  }

  /** The public halves of all signing keys, retired ones too, as a JSON Web Key set in one line. */
  public String publicKeys() {
    Map<String, Object> set =
        Map.of(SET, signing.stream().map(ReceiptSigningKey::publicMembers).toList());
    return new String(CanonicalJson.of(set), StandardCharsets.UTF_8);
  }

  /** The name of the newest pseudonym key, which says nothing about the key. */
  public String targetKeyId() {
    return targets.get(0).keyId();
  }

  /** The names of all pseudonym keys, newest first. */
  public List<String> targetKeyIds() {
    return targets.stream().map(TargetKey::keyId).toList();
  }

  /**
   * The pseudonym that receipts hold, made with the newest key.
   *
   * @param ledgerPseudonymHex the pseudonym that state and versions hold, hexadecimal
   * @return 32 lower-case hexadecimal digits
   */
  public String target(String ledgerPseudonymHex) {
    return targets.get(0).target(ledgerPseudonymHex);
  }

  /**
   * The pseudonym that earlier receipts hold.
   *
   * @param targetKeyId which key they name
   * @return empty if that key was destroyed, or never was
   */
  public Optional<String> target(String targetKeyId, String ledgerPseudonymHex) {
    return targets.stream()
        .filter(key -> key.keyId().equals(targetKeyId))
        .findFirst()
        .map(key -> key.target(ledgerPseudonymHex));
  }

  /**
   * Whether one of these keys signed what the receipt says, in every field: those of a record on
   * the topic are only as good as the statement in it.
   */
  public boolean signed(DeletionReceipt receipt) {
    byte[] said = ReceiptStatement.of(receipt);
    return vouchesForSubjects(receipt)
        && signing.stream()
            .map(key -> key.publicKey().payload(ReceiptStatement.TYPE, receipt.getStatement()))
            .flatMap(Optional::stream)
            .anyMatch(payload -> Arrays.equals(payload, said));
  }

  private static boolean vouchesForSubjects(DeletionReceipt receipt) {
    BulkReport bulk = receipt.getBulk();
    return receipt.getSubjects().isEmpty()
        || (bulk != null && bulk.getRoot().equals(SubjectTree.root(receipt.getSubjects())));
  }

  private static List<Map<String, Object>> keys(Map<String, Object> set, String where) {
    if (!set.keySet().equals(Set.of(SET)) || !(set.get(SET) instanceof List<?> keys)) {
      throw KeyFile.noKey(where);
    }
    return keys.stream().map(key -> KeyFile.object(key, where)).toList();
  }

  private static void requireNewestFirst(List<Instant> created, String where) {
    for (int i = 1; i < created.size(); i++) {
      if (created.get(i).isAfter(created.get(i - 1))) {
        throw new AmelesException(
            ErrorCode.CONFIGURATION,
            "The keys in %s are not in order, the newest first; the order says which are in use."
                .formatted(where));
      }
    }
  }

  @Override
  public String toString() {
    return "ReceiptKeys[secret]";
  }
}

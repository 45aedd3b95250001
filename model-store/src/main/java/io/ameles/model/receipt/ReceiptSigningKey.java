package io.ameles.model.receipt;

import io.ameles.model.sign.KeyFile;
import io.ameles.model.sign.Signer;
import io.ameles.model.sign.SigningKey;
import io.ameles.model.sign.VerificationKey;
import java.io.Serializable;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs receipts, or signed them.
 *
 * @param secret null of a retired key
 * @param publicKey belongs to it
 * @param created when it was made
 */
record ReceiptSigningKey(@Nullable SigningKey secret, VerificationKey publicKey, Instant created)
    implements Serializable {
  static ReceiptSigningKey generate(SecureRandom random, Instant now) {
    SigningKey secret = SigningKey.generate(random);
    return new ReceiptSigningKey(secret, secret.publicKey(), KeyAge.rounded(now));
  }

  static ReceiptSigningKey parse(Map<String, Object> members, String where) {
    Instant created = KeyAge.of(members, where);
    if (!members.containsKey("d")) {
      return new ReceiptSigningKey(null, VerificationKey.parse(members, where), created);
    }
    SigningKey secret = SigningKey.parse(members, where);
    return new ReceiptSigningKey(secret, secret.publicKey(), created);
  }

  boolean isPrivate() {
    return secret != null;
  }

  /** The same without the half that could still sign. */
  ReceiptSigningKey retired() {
    return new ReceiptSigningKey(null, publicKey, created);
  }

  Signer signer() {
    if (secret == null) {
      throw KeyFile.noKey("A retired key");
    }
    return secret.signer();
  }

  Map<String, Object> members() {
    return dated(secret == null ? publicKey.members() : secret.members());
  }

  Map<String, Object> publicMembers() {
    return dated(publicKey.members());
  }

  private Map<String, Object> dated(Map<String, Object> members) {
    Map<String, Object> dated = new TreeMap<>(members);
    dated.put(KeyAge.MEMBER, StatementTime.format(created));
    return dated;
  }

  @Override
  public String toString() {
    return "ReceiptSigningKey[secret]";
  }
}

package io.ameles.model.receipt;

import io.ameles.model.sign.KeyFile;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that makes the pseudonyms in receipts. Its name is random, so it says nothing about it.
 * Destroying it severs those receipts from the people that they are about, without touching state.
 */
final class TargetKey implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SECRET_BYTES = 32;
  private static final int NAME_BYTES = 16;
  private static final int PSEUDONYM_BYTES = 16;

  private final String keyId;
  private final byte[] secret;
  private final Instant created;

  private TargetKey(String keyId, byte[] secret, Instant created) {
    this.keyId = keyId;
    this.secret = secret;
    this.created = created;
  }

  static TargetKey generate(SecureRandom random, Instant now) {
    byte[] name = new byte[NAME_BYTES];
    random.nextBytes(name);
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new TargetKey(encode(name), secret, KeyAge.rounded(now));
  }

  static boolean isOne(Map<String, Object> members) {
    return "oct".equals(members.get("kty"));
  }

  static TargetKey parse(Map<String, Object> members, String where) {
    if (members.get("kid") instanceof String keyId && members.get("k") instanceof String encoded) {
      try {
        byte[] secret = Base64.getUrlDecoder().decode(encoded);
        if (secret.length == SECRET_BYTES && !keyId.isEmpty()) {
          return new TargetKey(keyId, secret, KeyAge.of(members, where));
        }
      } catch (IllegalArgumentException e) {
        // The one message for everything that is not a key quotes nothing of it.
      }
    }
    throw KeyFile.noKey(where);
  }

  String keyId() {
    return keyId;
  }

  Instant created() {
    return created;
  }

  Map<String, Object> members() {
    Map<String, Object> members = new TreeMap<>();
    members.put("kty", "oct");
    members.put("kid", keyId);
    members.put("alg", "HS256");
    members.put("k", encode(secret));
    members.put(KeyAge.MEMBER, StatementTime.format(created));
    return members;
  }

  String target(String ledgerPseudonymHex) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      byte[] digest = mac.doFinal(ledgerPseudonymHex.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest, 0, PSEUDONYM_BYTES);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "TargetKey[secret]";
  }
}

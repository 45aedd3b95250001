package io.ameles.model.sign;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** The public half of an Ed25519 key: tells whether its holder signed something. Thread-safe. */
public final class VerificationKey implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SIGNATURE_BYTES = 64; // RFC 8032, section 5.1.6

  private final OctetKeyPairJsonWebKey key;
  private final String keyId;

  VerificationKey(OctetKeyPairJsonWebKey key) {
    this.key = key;
    this.keyId = key.calculateBase64urlEncodedThumbprint("SHA-256");
  }

  /**
   * Reads one public key.
   *
   * @param file one JSON Web Key without the private half
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if it is missing, holds something
   *     else, or a private key, which is nobody's business but its owner's
   */
  public static VerificationKey read(Path file) {
    Map<String, Object> members = KeyFile.readJson(file);
    if (members.containsKey(OctetKeyPairJsonWebKey.PRIVATE_KEY_MEMBER_NAME)) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "The key file %s holds a private key; put the public half in its place, and the private one back to its owner."
              .formatted(file));
    }
    return parse(members, file.toString());
  }

  /**
   * @param members of a JSON Web Key
   * @param where it comes from, for the message
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if it is not an Ed25519 key
   */
  public static VerificationKey parse(Map<String, Object> members, String where) {
    return new VerificationKey(KeyFile.octetKeyPair(members, where, false));
  }

  /** Thumbprint of the key (RFC 7638, SHA-256, base64url). */
  public String keyId() {
    return keyId;
  }

  /** The key as a JSON Web Key, as {@link #read} takes it. */
  public Map<String, Object> members() {
    return KeyFile.members(key, keyId, false);
  }

  /**
   * The payload that this key's holder signed.
   *
   * @param type which kind of statement it must be, the header's {@code typ}
   * @param jws compact JWS (RFC 7515, section 7.1)
   * @return empty if it is anything but that, exactly as {@link Signer} writes it
   */
  public Optional<byte[]> payload(String type, String jws) {
    String[] parts = jws.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      byte[] payload = Base64.getUrlDecoder().decode(parts[1]);
      return verifies(type, parts[0], payload, parts[2]) && encode(payload).equals(parts[1])
          ? Optional.of(payload)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not base64url
    }
  }

  /**
   * Whether this key's holder signed {@code payload}.
   *
   * @param type which kind of statement it must be, the header's {@code typ}
   * @param jws compact JWS with detached payload (RFC 7515, appendix F)
   * @param payload not modified
   */
  public boolean verifiesDetached(String type, String jws, byte[] payload) {
    String[] parts = jws.split("\\.", -1);
    return parts.length == 3 && parts[1].isEmpty() && verifies(type, parts[0], payload, parts[2]);
  }

  /** The header is compared, not parsed: nothing in it can then talk the check into anything. */
  private boolean verifies(String type, String header, byte[] payload, String signature) {
    String expected = "{\"alg\":\"EdDSA\",\"kid\":\"%s\",\"typ\":\"%s\"}".formatted(keyId, type);
    if (!header.equals(encode(expected.getBytes(StandardCharsets.UTF_8)))
        || !isCanonical(signature)) {
      return false;
    }
    try {
      JsonWebSignature jws = new JsonWebSignature();
      jws.setAlgorithmConstraints(
          new AlgorithmConstraints(
              AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA));
      jws.setCompactSerialization(header + "." + encode(payload) + "." + signature);
      jws.setKey(key.getPublicKey());
      return jws.verifySignature();
    } catch (JoseException e) {
      return false; // a signature of the wrong length, for example
    }
  }

  private static boolean isCanonical(String encoded) {
    try {
      byte[] signature = Base64.getUrlDecoder().decode(encoded);
      // The platform looks at the first 64 bytes and takes no offence at more.
      return signature.length == SIGNATURE_BYTES && encode(signature).equals(encoded);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "VerificationKey[" + keyId + "]";
  }
}

package io.ameles.model.verify.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The Ed25519 keys of a JSON Web Key set (RFC 7517, RFC 8037), and what they signed. Remembers
 * which of them signed something. NOT thread-safe.
 */
final class PublicKeys {
  /** What stands before the 32 bytes of a key in its X.509 form (RFC 8410, section 4). */
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int KEY_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;

  private final Map<String, PublicKey> keys;
  private final Set<String> used = new TreeSet<>();

  private PublicKeys(Map<String, PublicKey> keys) {
    this.keys = keys;
  }

  /**
   * @throws AmelesException with {@link ErrorCode#NOT_FOUND} if the file is not there, or {@link
   *     ErrorCode#CORRUPT_FILE} if it is no set of public keys
   */
  static PublicKeys read(Path file) {
    try {
      JsonNode set = StrictJson.parse(TextLines.all(file), file.toString());
      Map<String, PublicKey> keys = new HashMap<>();
      for (JsonNode key : StrictJson.array(set, "keys")) {
        // RFC 7517, section 5: keys of a kind that one does not know are to be passed over.
        if (isEd25519(key)) {
          keys.put(keyId(key), key(key));
        }
      }
      return new PublicKeys(keys);
    } catch (Refused e) {
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE,
          "%s is no set of public keys: %s.".formatted(file, e.getMessage()),
          e);
    }
  }

  private static boolean isEd25519(JsonNode key) {
    return key.path("kty").asText().equals("OKP") && key.path("crv").asText().equals("Ed25519");
  }

  private static PublicKey key(JsonNode key) throws Refused {
    if (key.has("d")) {
      throw new Refused(Flaw.FORMAT, "it holds a private key");
    }
    byte[] x = Base64Url.decode(StrictJson.text(key, "x"), "x");
    if (x.length == KEY_BYTES) {
      try {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.writeBytes(X509_PREFIX);
        encoded.writeBytes(x);
        return KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(encoded.toByteArray()));
      } catch (GeneralSecurityException e) {
        // The one message for everything that is not a key.
      }
    }
    throw new Refused(Flaw.FORMAT, "x is no Ed25519 key");
  }

  /** The name of a key is its thumbprint (RFC 7638), so that no other key can take the name. */
  private static String keyId(JsonNode key) throws Refused {
    String named =
        "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"%s\"}".formatted(StrictJson.text(key, "x"));
    String thumbprint = Base64Url.encode(Hash.of(named.getBytes(StandardCharsets.UTF_8)));
    if (!thumbprint.equals(key.path("kid").asText())) {
      throw new Refused(Flaw.FORMAT, "a kid is not the thumbprint of its key");
    }
    return thumbprint;
  }

  /** Names of the keys that signed something. */
  List<String> used() {
    return new ArrayList<>(used);
  }

  /**
   * The payload of a compact JWS (RFC 7515, section 7.1).
   *
   * @param jws with exactly the header {@code {"alg":"EdDSA","kid":..,"typ":..}}
   * @param type which {@code typ} it must have
   * @param what it is, for the message
   */
  byte[] payload(String jws, String type, String what) throws Refused {
    String[] parts = jws.split("\\.", -1);
    if (parts.length != 3) {
      throw new Refused(Flaw.FORMAT, what + " is no compact JWS");
    }
    PublicKey key = key(Base64Url.decode(parts[0], "the header of " + what), type, what);
    byte[] payload = Base64Url.decode(parts[1], "the payload of " + what);
    byte[] signature = Base64Url.decode(parts[2], "the signature of " + what);
    byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
    // Java's check looks at the first 64 bytes only, so a longer one would be a second form.
    if (signature.length != SIGNATURE_BYTES || !verifies(key, signed, signature)) {
      throw new Refused(Flaw.SIGNATURE, what + " is not what its key signed");
    }
    return payload;
  }

  private PublicKey key(byte[] header, String type, String what) throws Refused {
    JsonNode members =
        StrictJson.object(header, "the header of " + what, Set.of("alg", "kid", "typ"));
    if (!StrictJson.text(members, "alg").equals("EdDSA")
        || !StrictJson.text(members, "typ").equals(type)) {
      throw new Refused(Flaw.SIGNATURE, what + " is signed as something else");
    }
    String keyId = StrictJson.text(members, "kid");
    PublicKey key = keys.get(keyId);
    if (key == null) {
      throw new Refused(Flaw.SIGNATURE, what + " is signed with a key that is not in the set");
    }
    used.add(keyId);
    return key;
  }

  private static boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(signed);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // no point of the curve, for example
    }
  }
}

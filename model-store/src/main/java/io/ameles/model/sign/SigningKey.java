package io.ameles.model.sign;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.Serializable;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.lang.JoseException;

/** A private Ed25519 key. Never printed. Immutable. */
public final class SigningKey implements Serializable {
  private static final long serialVersionUID = 1L;

  private final OctetKeyPairJsonWebKey key;
  private final VerificationKey publicKey;

  private SigningKey(OctetKeyPairJsonWebKey key) {
    this.key = key;
    this.publicKey = new VerificationKey(key);
  }

  /** A new key. */
  public static SigningKey generate(SecureRandom random) {
    try {
      return new SigningKey(
          OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519, null, random));
    } catch (JoseException e) {
      throw new AmelesException(
          ErrorCode.ENGINE,
          "This Java platform makes no Ed25519 keys, which are part of it since version 15. Use another one.",
          e);
    }
  }

  /**
   * Reads one private key.
   *
   * @param file one JSON Web Key, that nobody but its owner can read
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if it is missing, holds something
   *     else, or others can read it
   */
  public static SigningKey read(Path file) {
    KeyFile.requirePrivate(file);
    return parse(KeyFile.readJson(file), file.toString());
  }

  /**
   * @param members of a JSON Web Key
   * @param where it comes from, for the message
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if it is not a private Ed25519 key
   */
  public static SigningKey parse(Map<String, Object> members, String where) {
    SigningKey parsed = new SigningKey(KeyFile.octetKeyPair(members, where, true));
    // A private half that does not belong to its public half signs what nobody can verify.
    byte[] probe = new byte[1];
    String signed = parsed.signer().signDetached("probe", probe);
    if (!parsed.publicKey.verifiesDetached("probe", signed, probe)) {
      throw KeyFile.noKey(where);
    }
    return parsed;
  }

  /** Writes the key as {@link #read} takes it, readable by its owner only; replaces the file. */
  public void write(Path file) {
    KeyFile.write(file, members());
  }

  /** What signs with this key. */
  public Signer signer() {
    return new Signer(publicKey.keyId(), key.getPrivateKey());
  }

  /** The half that may be given away. */
  public VerificationKey publicKey() {
    return publicKey;
  }

  /** The key as a private JSON Web Key. */
  public Map<String, Object> members() {
    return KeyFile.members(key, publicKey.keyId(), true);
  }

  @Override
  public String toString() {
    return "SigningKey[secret]";
  }
}

package io.ameles.model.sign;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.security.PrivateKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Signs with one Ed25519 key (RFC 8032): the same bytes always have the same signature. The
 * protected header is {@code {"alg":"EdDSA","kid":KEY,"typ":TYPE}}, in this order. Thread-safe.
 */
public final class Signer {
  private final String keyId;
  private final PrivateKey key;

  Signer(String keyId, PrivateKey key) {
    this.keyId = keyId;
    this.key = key;
  }

  /** Thumbprint of the key (RFC 7638, SHA-256, base64url). */
  public String keyId() {
    return keyId;
  }

  /**
   * @param type what kind of statement this is, so that no signature counts for another kind
   * @param payload not modified
   * @return compact JWS (RFC 7515, section 7.1)
   */
  public String sign(String type, byte[] payload) {
    try {
      return jws(type, payload).getCompactSerialization();
    } catch (JoseException e) {
      throw unsigned(e);
    }
  }

  /**
   * @param type what kind of statement this is
   * @param payload not modified, and not contained in the result
   * @return compact JWS with detached payload (RFC 7515, appendix F)
   */
  public String signDetached(String type, byte[] payload) {
    try {
      return jws(type, payload).getDetachedContentCompactSerialization();
    } catch (JoseException e) {
      throw unsigned(e);
    }
  }

  private JsonWebSignature jws(String type, byte[] payload) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
    jws.setKeyIdHeaderValue(keyId);
    jws.setHeader("typ", type);
    jws.setPayloadBytes(payload);
    jws.setKey(key);
    return jws;
  }

  private static AmelesException unsigned(JoseException cause) {
    return new AmelesException(
        ErrorCode.ENGINE,
        "Nothing can be signed: this Java platform refuses Ed25519, which is part of it since version 15. Use another one.",
        cause);
  }

  @Override
  public String toString() {
    return "Signer[" + keyId + "]";
  }
}

package io.ameles.model.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Finds out whose key a signature claims. Nothing that it says is believed. */
final class SignatureHeader {
  /** Three times as long as any signature can be. */
  private static final int LONGEST = 1_024;

  private static final int KEY_ID_LENGTH = 43; // SHA-256 in base64url

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SignatureHeader() {}

  /**
   * @param jws that may be anything
   * @return empty if it cannot be a signature of a request
   */
  static Optional<String> keyId(String jws) {
    int end = jws.indexOf('.');
    if (end < 0 || jws.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      byte[] header = Base64.getUrlDecoder().decode(jws.substring(0, end));
      JsonNode members = JSON.readTree(new String(header, StandardCharsets.UTF_8));
      String keyId = members.path("kid").textValue();
      boolean ofThisKind =
          "EdDSA".equals(members.path("alg").textValue())
              && RequestStatement.TYPE.equals(members.path("typ").textValue())
              && members.size() == 3;
      return ofThisKind && keyId != null && keyId.length() == KEY_ID_LENGTH
          ? Optional.of(keyId)
          : Optional.empty();
    } catch (IllegalArgumentException | JsonProcessingException e) {
      return Optional.empty();
    }
  }
}

package io.ameles.model.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningTest {
  private static final byte[] PAYLOAD = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

  /** RFC 8037, appendix A: a key, its thumbprint, and a signature made with it. */
  private static final Map<String, Object> RFC_8037 =
      Map.of(
          "kty", "OKP",
          "crv", "Ed25519",
          "d", "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
          "x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");

  private final SigningKey key = SigningKey.parse(RFC_8037, "RFC 8037");

  @TempDir private Path folder;

  @Test
  void keyIdIsTheThumbprintOfRfc8037() {
    assertThat(key.signer().keyId()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assertThat(key.publicKey().keyId()).isEqualTo(key.signer().keyId());
  }

  @Test
  void headerHasThreeMembersInOrder() {
    String header = key.signer().sign("test", PAYLOAD).split("\\.", -1)[0];
    assertThat(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"alg\":\"EdDSA\",\"kid\":\"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k\",\"typ\":\"test\"}");
  }

  @Test
  void sameBytesHaveTheSameSignature() {
    assertThat(key.signer().sign("test", PAYLOAD)).isEqualTo(key.signer().sign("test", PAYLOAD));
  }

  @Test
  void whatWasSignedIsVerified() {
    String jws = key.signer().sign("test", PAYLOAD);
    assertThat(key.publicKey().payload("test", jws)).hasValue(PAYLOAD);
    String detached = key.signer().signDetached("test", PAYLOAD);
    assertThat(detached).contains("..");
    assertThat(key.publicKey().verifiesDetached("test", detached, PAYLOAD)).isTrue();
    assertThat(detached.replace("..", "." + jws.split("\\.", -1)[1] + ".")).isEqualTo(jws);
  }

  @Test
  void everySingleBitFlipIsRefused() {
    byte[] jws = key.signer().sign("test", PAYLOAD).getBytes(StandardCharsets.ISO_8859_1);
    byte[] detached =
        key.signer().signDetached("test", PAYLOAD).getBytes(StandardCharsets.ISO_8859_1);
    for (int bit = 0; bit < jws.length * 8; bit++) {
      assertThat(key.publicKey().payload("test", flipped(jws, bit))).as("bit %d", bit).isEmpty();
    }
    for (int bit = 0; bit < detached.length * 8; bit++) {
      assertThat(key.publicKey().verifiesDetached("test", flipped(detached, bit), PAYLOAD))
          .as("bit %d", bit)
          .isFalse();
    }
  }

  @Test
  void longerSignatureIsRefused() {
    String detached = key.signer().signDetached("test", PAYLOAD);
    int from = detached.lastIndexOf('.') + 1;
    byte[] signature = Base64.getUrlDecoder().decode(detached.substring(from));
    byte[] longer = Arrays.copyOf(signature, signature.length + 2); // 66 bytes: no unused bits
    String changed = detached.substring(0, from) + Base64.getUrlEncoder().encodeToString(longer);
    assertThat(key.publicKey().verifiesDetached("test", changed, PAYLOAD)).isFalse();
  }

  @Test
  void anotherPayloadTypeOrKeyIsRefused() {
    SigningKey other = SigningKey.generate(new SecureRandom());
    String jws = key.signer().signDetached("test", PAYLOAD);
    assertThat(key.publicKey().verifiesDetached("test", jws, new byte[] {1})).isFalse();
    assertThat(key.publicKey().verifiesDetached("other", jws, PAYLOAD)).isFalse();
    assertThat(other.publicKey().verifiesDetached("test", jws, PAYLOAD)).isFalse();
    assertThat(other.publicKey().payload("test", key.signer().sign("test", PAYLOAD))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "...", "a.b.c", "e30.e30.", "\u00e9..\u00e9"})
  void garbageIsRefused(String jws) {
    assertThat(key.publicKey().payload("test", jws)).isEmpty();
    assertThat(key.publicKey().verifiesDetached("test", jws, PAYLOAD)).isFalse();
  }

  @Test
  void keysSurviveFiles() throws Exception {
    Path file = folder.resolve("deeper").resolve("key.jwk");
    key.write(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(SigningKey.read(file).signer().sign("test", PAYLOAD))
        .isEqualTo(key.signer().sign("test", PAYLOAD));
    Path open = folder.resolve("public.jwk");
    Files.write(open, CanonicalJson.of(key.publicKey().members()));
    assertThat(VerificationKey.read(open).payload("test", key.signer().sign("test", PAYLOAD)))
        .isPresent();
  }

  @Test
  void keysSurviveSerialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(key);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      SigningKey read = (SigningKey) in.readObject();
      assertThat(read.signer().sign("test", PAYLOAD)).isEqualTo(key.signer().sign("test", PAYLOAD));
    }
  }

  @Test
  void privateKeyThatOthersCanReadIsRefused() throws Exception {
    Path file = folder.resolve("key.jwk");
    key.write(file);
    for (String permissions : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      assertRefused(() -> SigningKey.read(file), "chmod 600");
    }
  }

  @Test
  void privateKeyIsNotTakenForAPublicOne() {
    Path file = folder.resolve("key.jwk");
    key.write(file);
    assertRefused(() -> VerificationKey.read(file), "private key");
  }

  @Test
  void halvesThatDoNotBelongTogetherAreRefused() {
    Map<String, Object> mixed = new TreeMap<>(RFC_8037);
    mixed.put("x", SigningKey.generate(new SecureRandom()).members().get("x"));
    assertRefused(() -> SigningKey.parse(mixed, "somewhere"), "somewhere");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"kty\":\"OKP\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"c2VjcmV0\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed448\",\"x\":\"c2VjcmV0\",\"d\":\"c2VjcmV0\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":5,\"d\":\"c2VjcmV0\"}",
        "{\"kty\":\"OKP\",\"kty\":\"OKP\",\"d\":\"c2VjcmV0\"}",
        "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}",
        "{\"kty\":\"RSA\",\"d\":\"c2VjcmV0\"} {}",
        "c2VjcmV0"
      })
  void whatIsNoKeyIsRefusedWithoutBeingQuoted(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("key"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertRefused(() -> SigningKey.read(file), file.toString());
    assertThatExceptionOfType(AmelesException.class).isThrownBy(() -> VerificationKey.read(file));
  }

  @Test
  void missingFileIsToldByName() {
    assertRefused(() -> SigningKey.read(folder.resolve("nowhere")), "nowhere");
    assertRefused(() -> VerificationKey.read(folder.resolve("nowhere")), "nowhere");
  }

  @Test
  void secretsAreNeverPrinted() {
    assertThat(key).hasToString("SigningKey[secret]");
    assertThat(key.signer().toString() + key.publicKey())
        .doesNotContain(String.valueOf(RFC_8037.get("d")));
  }

  private static String flipped(byte[] text, int bit) {
    byte[] copy = text.clone();
    copy[bit / 8] ^= (byte) (1 << bit % 8);
    return new String(copy, StandardCharsets.ISO_8859_1);
  }

  private static void assertRefused(ThrowingCallable action, String word) {
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(action)
        .withMessageContaining(word)
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
              StringWriter trace = new StringWriter();
              e.printStackTrace(new PrintWriter(trace));
              assertThat(trace.toString()).doesNotContain("c2VjcmV0");
            });
  }
}

package io.ameles.model.verify.receipt;

import static io.ameles.model.receipt.TestingLog.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.receipt.ReceiptStatement;
import io.ameles.model.receipt.Receipts;
import io.ameles.model.sign.CanonicalJson;
import io.ameles.model.sign.Signer;
import io.ameles.model.sign.SigningKey;
import io.ameles.schema.ReceiptStage;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is signed correctly and is no receipt all the same. */
class StatementTest {
  private static final String TYPE = "ameles-receipt";

  private final SigningKey secret = SigningKey.generate(new SecureRandom());
  private final Signer signer = secret.signer();
  private final String good =
      new String(ReceiptStatement.of(step(ReceiptStage.ACCEPTED, "r")), StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private PublicKeys keys;

  @BeforeEach
  void publish() throws Exception {
    Path file = folder.resolve("keys.json");
    Map<String, Object> set = Map.of("keys", List.of(secret.publicKey().members()));
    Files.write(file, CanonicalJson.of(set));
    keys = PublicKeys.read(file);
  }

  @Test
  void aStatementIsRead() throws Exception {
    Statement statement = Statement.parse(signed(good), keys);
    assertThat(statement.text("requestId")).isEqualTo("r");
    byte[] full = ReceiptStatement.of(Receipts.full());
    Statement second = Statement.parse(signer.sign(TYPE, full), keys);
    assertThat(second.leafHash()).isEqualTo(Hash.leaf(full));
    assertThat(second.bulk().path("id").asText()).isEqualTo("b-1");
  }

  @Test
  void everyOtherFormOfTheSameJsonIsRefused() {
    refused(Flaw.FORMAT, signed(good.replace(":", ": ")));
    refused(Flaw.FORMAT, signed(good + "\n"));
    refused(Flaw.FORMAT, signed(good.replace("\"r\"", "\"\\u0072\"")));
    refused(Flaw.FORMAT, signed(good.replace("\"epoch\":9", "\"epoch\":9.0")));
    refused(Flaw.FORMAT, signed(good.replace("\"epoch\":9", "\"epoch\":9e0")));
    refused(Flaw.FORMAT, signed(good.replace("\"epoch\":9", "\"epoch\":-0")));
    refused(Flaw.FORMAT, signed(good.replace("\"epoch\":9", "\"epoch\":9007199254740992")));
    refused(Flaw.FORMAT, signed(good.replace("\"epoch\":9", "\"epoch\":99999999999999999999")));
    refused(Flaw.FORMAT, signed(good.replace("\"epoch\":9", "\"epoch\":9,\"epoch\":9")));
    refused(Flaw.FORMAT, signed(good.replace("{\"acc", "{\"zzz\":1,\"acc")));
    refused(Flaw.FORMAT, signer.sign(TYPE, ("\ufeff" + good).getBytes(StandardCharsets.UTF_8)));
    refused(Flaw.FORMAT, signer.sign(TYPE, good.getBytes(StandardCharsets.UTF_16BE)));
  }

  @Test
  void membersThatAreUnknownMissingOrOfAnotherKindAreRefused() {
    refused(Flaw.FORMAT, signed(good.replace("ameles-receipt/1", "ameles-receipt/2")));
    refused(Flaw.FORMAT, signed(good.replace("\"stage\"", "\"stagf\"")));
    refused(Flaw.FORMAT, signed(good.replace("\"epoch\":9", "\"epoch\":\"9\"")));
    refused(Flaw.FORMAT, signed(good.replace("\"epoch\":9", "\"epoch\":null")));
    refused(Flaw.FORMAT, signed(good.replace("\"permanent\":false", "\"permanent\":0")));
    refused(Flaw.FORMAT, signed(good.replace("\"learners\":[]", "\"learners\":[{}]")));
    refused(Flaw.FORMAT, signed(good.replace("\"bulk\":null", "\"bulk\":{}")));
    refused(Flaw.FORMAT, signed(good.replace("2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00Z")));
    refused(Flaw.FORMAT, signed("[]"));
    refused(Flaw.FORMAT, signed(""));
    refused(Flaw.FORMAT, signed("null"));
  }

  @Test
  void whatWasSignedAsSomethingElseIsRefused() {
    byte[] payload = good.getBytes(StandardCharsets.UTF_8);
    refused(Flaw.SIGNATURE, signer.sign("ameles-tree-head", payload));
    refused(Flaw.SIGNATURE, signer.sign("JWT", payload));
    refused(Flaw.SIGNATURE, signer.signDetached(TYPE, payload));
  }

  @Test
  void headersThatOfferAnotherWayOutAreRefused() throws Exception {
    String kid = signer.keyId();
    String header = "{\"alg\":\"EdDSA\",\"kid\":\"" + kid + "\",\"typ\":\"ameles-receipt\"}";
    assertThat(Statement.parse(signedWith(header), keys).text("requestId")).isEqualTo("r");
    refused(Flaw.SIGNATURE, signedWith(header.replace("EdDSA", "none")));
    refused(Flaw.SIGNATURE, signedWith(header.replace("EdDSA", "HS256")));
    refused(Flaw.SIGNATURE, signedWith(header.replace(kid, "none")));
    refused(Flaw.FORMAT, signedWith(header.replace("{\"alg\"", "{ \"alg\"")));
    refused(Flaw.FORMAT, signedWith(header.replace(",\"typ\"", ",\"kid\":\"a\",\"typ\"")));
    refused(Flaw.FORMAT, signedWith(header.replace("{\"alg", "{\"a\":{\"crit\":[\"b64\"]},\"alg")));
    refused(Flaw.FORMAT, signedWith(header.replace("\"kid\":\"" + kid + "\",", "")));
    String unsigned = encode(header.replace("EdDSA", "none")) + "." + encode(good) + ".";
    refused(Flaw.SIGNATURE, unsigned);
  }

  /** RFC 8032, section 5.1.7: S must be below the order, or a signature would have two forms. */
  @Test
  void aSecondFormOfTheSameSignatureIsRefused() {
    String jws = signed(good);
    int dot = jws.lastIndexOf('.');
    byte[] signature = Base64.getUrlDecoder().decode(jws.substring(dot + 1));
    byte[] reversed = new byte[32];
    for (int i = 0; i < 32; i++) {
      reversed[i] = signature[63 - i];
    }
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] larger = new BigInteger(1, reversed).add(order).toByteArray();
    for (int i = 0; i < 32; i++) {
      signature[32 + i] = i < larger.length ? larger[larger.length - 1 - i] : 0;
    }
    refused(
        Flaw.SIGNATURE,
        jws.substring(0, dot + 1)
            + Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
  }

  @Test
  void aSignatureThatIsTooLongOrTooShortIsRefused() {
    String jws = signed(good);
    int dot = jws.lastIndexOf('.');
    byte[] signature = Base64.getUrlDecoder().decode(jws.substring(dot + 1));
    for (int length : new int[] {0, 1, 32, 63, 65, 66, 67, 128}) {
      refused(
          Flaw.SIGNATURE,
          jws.substring(0, dot + 1)
              + Base64.getUrlEncoder()
                  .withoutPadding()
                  .encodeToString(Arrays.copyOf(signature, length)));
    }
  }

  @Test
  void garbageIsRefused() {
    for (String garbage :
        List.of(
            "",
            ".",
            "..",
            "...",
            "a.b.c",
            "e30.e30.e30",
            "\u00e9.\u00e9.\u00e9",
            signed(good) + ".")) {
      assertThatExceptionOfType(Refused.class).isThrownBy(() -> Statement.parse(garbage, keys));
    }
  }

  private String signed(String payload) {
    return signer.sign(TYPE, payload.getBytes(StandardCharsets.UTF_8));
  }

  private String signedWith(String header) throws Exception {
    byte[] d = Base64.getUrlDecoder().decode(String.valueOf(secret.members().get("d")));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, d)));
    String signed = encode(header) + "." + encode(good);
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void refused(Flaw flaw, String jws) {
    assertThatExceptionOfType(Refused.class)
        .as(jws)
        .isThrownBy(() -> Statement.parse(jws, keys))
        .satisfies(e -> assertThat(e.problem().flaw()).as(jws).isEqualTo(flaw));
  }
}

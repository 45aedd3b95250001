package io.ameles.model.verify.receipt;

import static io.ameles.model.receipt.TestingLog.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ameles.model.receipt.TestingLog;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ReceiptStage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in the documentation, which anybody can read and run. */
class PythonVerifierTest {
  private static final Path EXAMPLES = Path.of("..", "docs", "examples").toAbsolutePath();

  /** RFC 8032, section 7.1: public key, message, signature. */
  private static final List<String> RFC_8032 =
      List.of(
          "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
          "",
          "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
          "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
          "72",
          "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
          "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
          "af82",
          "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
          "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
          "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
          "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704");

  /** Prints, for each vector, whether it verifies, and whether a changed one and S + L do. */
  private static final String CHECK_VECTORS =
      """
      import sys
      sys.path.insert(0, sys.argv[1])
      from verify_receipt import ed25519, L
      for key, message, signature in zip(*[map(bytes.fromhex, sys.argv[2:])] * 3):
          larger = int.from_bytes(signature[32:], "little") + L
          second = signature[:32] + larger.to_bytes(32, "little")
          wrong = bytes([signature[0] ^ 1]) + signature[1:]
          print(ed25519(key, message, signature), ed25519(key, message + b"x", signature),
                ed25519(key, message, wrong), ed25519(key, message, second))
      """;

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void requirePython() {
    folder = temporary.resolve("receipts");
    boolean there;
    try {
      there = run("-c", "import sys; sys.exit(sys.version_info < (3, 8))").code() == 0;
    } catch (IOException e) {
      there = false;
    }
    assumeTrue(there, "no python3 of version 3.8 or later on this machine");
  }

  @Test
  void signaturesOfRfc8032AreVerified() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-c", CHECK_VECTORS, EXAMPLES.toString()));
    arguments.addAll(RFC_8032);
    assertThat(run(arguments.toArray(String[]::new)).output())
        .isEqualTo("True False False False\n".repeat(4));
  }

  @Test
  void goodFolderIsVerified() throws Exception {
    TestingLog log = TestingLog.sample();
    log.rotate();
    log.epoch(step(ReceiptStage.REFUSED, "r-\u00e4\u2028\n\u001b[31m"));
    Examined.write(folder, log);
    Outcome outcome = verify();
    assertThat(outcome.output())
        .contains("     1  ACCEPTED           r-1  OK")
        .endsWith("VERIFIED\n");
    assertThat(outcome.output()).doesNotContain("\u001b", "NOT VERIFIED");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.output().lines()).hasSize(10);
  }

  @Test
  void whatTheVerifierRefusesThisRefusesToo() throws Exception {
    TestingLog log = TestingLog.sample();
    Examined.write(folder, log);
    Random random = new Random(11);
    for (String file : List.of("receipts.jsonl", "tree-heads.jsonl")) {
      byte[] bytes = Files.readAllBytes(folder.resolve(file));
      for (int i = 0; i < 12; i++) {
        byte[] flipped = bytes.clone();
        int bit = random.nextInt(bytes.length * 8);
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        Examined.rewrite(folder, file, flipped);
        assertRefused(file + " bit " + bit);
      }
      Examined.rewrite(folder, file, Arrays.copyOf(bytes, bytes.length - 1));
      assertRefused(file + " without its end");
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        List<String> fewer = new ArrayList<>(lines);
        fewer.remove(i);
        Examined.rewrite(folder, file, fewer);
        assertRefused(file + " without line " + i);
        List<String> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, i, (i + 1) % lines.size());
        Examined.rewrite(folder, file, swapped);
        assertRefused(file + " swapped " + i);
      }
      Examined.rewrite(folder, file, bytes);
    }
    assertThat(verify().code()).isZero();
  }

  @Test
  void whatIsSignedAndWrongIsRefused() throws Exception {
    TestingLog boasting = new TestingLog();
    boasting.epoch(
        receipt -> DeletionReceipt.newBuilder(receipt).setOutOfScope(List.of()).build(),
        step(ReceiptStage.ACCEPTED, "r"));
    Examined.write(folder, boasting);
    assertRefused("nothing out of scope");

    DeletionReceipt several = TestingLog.several("r", 3);
    several.put("subjects", several.getSubjects().subList(0, 2));
    TestingLog fewer = new TestingLog();
    fewer.epoch(step(ReceiptStage.ACCEPTED, "r"), several);
    Examined.write(folder, fewer);
    assertRefused("a subject is missing");

    Examined.write(folder, new TestingLog());
    assertRefused("no receipt");
  }

  @Test
  void keysFromElsewhereAreTaken() throws Exception {
    TestingLog log = TestingLog.sample();
    Examined.write(folder, log);
    Path trust = Files.writeString(temporary.resolve("trust.json"), log.publicKeys());
    String script = EXAMPLES.resolve("verify_receipt.py").toString();
    assertThat(run(script, folder.toString(), trust.toString()).code()).isZero();
    Files.writeString(trust, new TestingLog().publicKeys());
    assertThat(run(script, folder.toString(), trust.toString()).code()).isEqualTo(1);
  }

  private void assertRefused(String what) throws Exception {
    Outcome outcome = verify();
    assertThat(outcome.code()).as("%s: %s", what, outcome.output()).isEqualTo(1);
    assertThat(Examined.of(folder).verified()).as(what).isFalse();
  }

  private Outcome verify() throws IOException {
    return run(EXAMPLES.resolve("verify_receipt.py").toString(), folder.toString());
  }

  private record Outcome(int code, String output) {}

  private Outcome run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("python3", "-B"));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Outcome(process.waitFor(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}

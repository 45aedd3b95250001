package io.ameles.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.console.access.TokensFile;
import io.ameles.model.receipt.ReceiptKeys;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  private final SecureRandom random = new SecureRandom();

  @TempDir private Path folder;

  @BeforeEach
  void makeKeys() throws Exception {
    Files.writeString(folder.resolve("pseudonym.key"), "5a".repeat(32));
    ReceiptKeys.create(random, Instant.EPOCH).write(folder.resolve("receipt-keys.json"));
  }

  /** What it says about a configuration with this section. */
  private String examine(String console) throws Exception {
    Path config = folder.resolve("job.yaml");
    Files.writeString(
        config,
        """
        kafka:
          bootstrap.servers: 127.0.0.1:1
          default.api.timeout.ms: 200
          request.timeout.ms: 100
        intake:
          dimension: 4
        pseudonym-key-file: pseudonym.key
        receipts:
          key-file: receipt-keys.json
        """
            + console);
    StringWriter out = new StringWriter();
    int status =
        Ameles.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(out, true))
            .execute("doctor", "--device", "cpu", "--config", config.toString());
    assertThat(status).as("there is no Kafka").isEqualTo(Ameles.NOT_EQUAL);
    return out.toString();
  }

  @Test
  void aConsoleThatWouldStartIsGood() throws Exception {
    Path tokens = folder.resolve("tokens");
    new TokensFile(tokens).add("a", "read", random);
    String found = examine("console: {port: 0, tokens-file: tokens}\n");
    assertThat(found)
        .containsPattern("ok +console +would listen at 127.0.0.1:0, without TLS, to whoever has a")
        .containsPattern("ok +console +.*tokens has 1 token")
        .containsPattern("ok +console +it can verify receipts, with 1 public key")
        .doesNotContainPattern("(FAIL|warn) +console");

    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(examine("console: {port: 0, tokens-file: tokens}\n"))
        .containsPattern("warn +console +.*chmod 600");
  }

  @Test
  void aConsoleThatWouldNotStartIsTold() throws Exception {
    assertThat(examine("console: {bind: 0.0.0.0}\n"))
        .containsPattern("FAIL +console +console.bind: .*could have anything forgotten");
    assertThat(examine("console: {port: 0, tokens-file: nowhere, tls: {key-store: nowhere.p12}}\n"))
        .containsPattern("FAIL +console +The tokens in .*nowhere cannot be read")
        .containsPattern("FAIL +console +console.tls: .*nowhere.p12 cannot be opened");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(examine("console: {port: %d}\n".formatted(taken.getLocalPort())))
          .containsPattern("warn +console +Port %d ".formatted(taken.getLocalPort()));
    }
  }
}

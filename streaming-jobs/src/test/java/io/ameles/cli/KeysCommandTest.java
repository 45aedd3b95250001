package io.ameles.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.console.access.Caller;
import io.ameles.console.access.Right;
import io.ameles.console.access.Tokens;
import io.ameles.model.receipt.ReceiptKeys;
import io.ameles.model.sign.SigningKey;
import io.ameles.model.sign.VerificationKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeysCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void choose() {
    file = folder.resolve("receipt-keys.json");
  }

  @Test
  void keysAreMadeRotatedPublishedAndDestroyed() throws Exception {
    assertThat(execute("create", file.toString())).as(err.toString()).isZero();
    ReceiptKeys first = ReceiptKeys.read(file);
    assertThat(out.toString()).contains(first.signer().keyId(), first.targetKeyId());

    assertThat(execute("rotate", file.toString())).as(err.toString()).isZero();
    ReceiptKeys second = ReceiptKeys.read(file);
    assertThat(second.targetKeyIds()).containsExactly(second.targetKeyId(), first.targetKeyId());

    out.getBuffer().setLength(0);
    assertThat(execute("public", file.toString())).isZero();
    assertThat(out.toString().strip()).isEqualTo(second.publicKeys());

    assertThat(execute("destroy-pseudonyms", file.toString(), "--before", "2020-01-31")).isZero();
    assertThat(out.toString()).contains("Nothing to destroy");
    assertThat(ReceiptKeys.read(file).targetKeyIds()).hasSize(2);
    assertThat(execute("destroy-pseudonyms", file.toString(), "--before", "9999-01-31T00:00:00Z"))
        .isZero();
    assertThat(out.toString()).contains("destroyed   " + first.targetKeyId());
    assertThat(ReceiptKeys.read(file).targetKeyIds()).containsExactly(second.targetKeyId());
    assertThat(ReceiptKeys.read(file).publicKeys()).isEqualTo(second.publicKeys());
  }

  @Test
  void requestersGetAKeyOfTheirOwn() throws Exception {
    assertThat(execute("requester", file.toString())).as(err.toString()).isZero();
    Path publicHalf = Files.writeString(folder.resolve("desk.jwk"), out.toString());
    String jws = SigningKey.read(file).signer().sign("t", new byte[] {1});
    assertThat(VerificationKey.read(publicHalf).payload("t", jws)).isPresent();
  }

  @Test
  void keysAreNeverOverwritten() throws Exception {
    execute("create", file.toString());
    byte[] before = Files.readAllBytes(file);
    assertThat(execute("create", file.toString())).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(execute("requester", file.toString())).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aTokenIsShownOnceAndWorksUntilItIsRevoked() throws Exception {
    Path tokens = folder.resolve("console-tokens");
    String[] make = {"token", "desk", "--rights", "read,forget", "--file", tokens.toString()};
    assertThat(execute(make)).as(err.toString()).isZero();
    String token = out.toString().strip();
    assertThat(Tokens.read(tokens).find(token))
        .contains(new Caller("desk", Set.of(Right.READ, Right.FORGET)));
    assertThat(err.toString()).contains("only once").doesNotContain(token);
    assertThat(Files.readString(tokens)).doesNotContain(token);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokens)))
        .isEqualTo("rw-------");

    assertRefused("already", make);
    assertRefused("commas", "token", "b", "--rights", "write", "--file", tokens.toString());
    assertRefused("name", "token", "a b", "--rights", "read", "--file", tokens.toString());
    assertRefused("--rights", "token", "b", "--file", tokens.toString());
    assertRefused("no token of this name", "revoke-token", "b", "--file", tokens.toString());
    assertThat(Tokens.read(tokens).size()).isEqualTo(1);

    assertThat(execute("revoke-token", "desk", "--file", tokens.toString())).isZero();
    assertThat(out.toString()).contains("revoked     desk; 0 token(s) are left");
    assertThat(Files.readString(tokens)).isEmpty();
  }

  @Test
  void nothingPrintedIsSecret() throws Exception {
    for (List<String> command :
        List.of(
            List.of("create", file.toString()),
            List.of("rotate", file.toString()),
            List.of("public", file.toString()),
            List.of("destroy-pseudonyms", file.toString(), "--before", "2020-01-31"))) {
      execute(command.toArray(String[]::new));
    }
    String secrets = Files.readString(file);
    for (String member : List.of("\"d\":\"", "\"k\":\"")) {
      int from = secrets.indexOf(member) + member.length();
      assertThat(out.toString() + err)
          .doesNotContain(secrets.substring(from, secrets.indexOf('"', from)));
    }
  }

  @Test
  void whatCannotBeAcceptedIsTold() throws Exception {
    assertRefused("Which of its commands");
    assertRefused("nowhere", "rotate", folder.resolve("nowhere").toString());
    execute("create", file.toString());
    assertRefused("--before", "destroy-pseudonyms", file.toString());
    assertRefused("2026-13-01", "destroy-pseudonyms", file.toString(), "--before", "2026-13-01");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertRefused("chmod 600", "rotate", file.toString());
  }

  private void assertRefused(String reason, String... arguments) {
    assertThat(execute(arguments)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(reason);
  }

  private int execute(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "keys";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Ameles.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}

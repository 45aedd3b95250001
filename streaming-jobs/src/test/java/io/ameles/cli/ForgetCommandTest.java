package io.ameles.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.sign.SigningKey;
import io.ameles.schema.AvroGuards;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command line refuses before it asks any broker. */
class ForgetCommandTest {
  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void establishGuards() {
    AvroGuards.establish();
  }

  @Test
  void oneThingIsForgottenAtATime() {
    String reason = "Name what to forget";
    assertRefused(reason);
    assertRefused(reason, "--subject", "a", "--label", "b");
    assertRefused(reason, "--label", "a", "--task", "b");
    assertRefused(reason, "--subject", "a", "--subjects-from", "b");
    assertRefused(reason, "--example", "a", "--examples-from", "b");
    assertRefused(reason, "--examples-from", "a", "--subjects-from", "b");
  }

  @Test
  void oneWordIsSaidAtATime() {
    assertRefused("mutually exclusive", "--subject", "a", "--confirm", "--decline");
    assertRefused("mutually exclusive", "--subject", "a", "--legal-hold", "--extend");
  }

  @Test
  void wordAboutAnotherRequestNamesIt() {
    for (String word : List.of("--confirm", "--decline", "--extend")) {
      assertRefused("--request-id", "--subject", "a", word);
    }
  }

  @Test
  void legalHoldNamesOneThing() throws IOException {
    Path ids = Files.writeString(folder.resolve("ids"), "a\n");
    String reason = "one subject, label or task";
    assertRefused(reason, "--subjects-from", ids.toString(), "--legal-hold");
    assertRefused(reason, "--example", "a", "--lift-legal-hold");
  }

  @Test
  void signatureIsForAModelByAKeyThatIsPrivate() throws IOException {
    Path key = folder.resolve("key.jwk");
    SigningKey.generate(new SecureRandom()).write(key);
    assertRefused("--model", "--subject", "a", "--key", key.toString());

    Path missing = folder.resolve("missing");
    assertRefused("missing", "--subject", "a", "--model", "m", "--key", missing.toString());
  }

  @Test
  void idsAreReadBeforeAnythingIsSent() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "\n\n");
    assertRefused("make 0 parts", "--subjects-from", empty.toString());
    Path tooLong = Files.writeString(folder.resolve("long"), "ok\n" + "x".repeat(257));
    assertRefused("line 2", "--examples-from", tooLong.toString());
    assertRefused(
        "at most 250", "--subjects-from", tooLong.toString(), "--request-id", "x".repeat(251));
  }

  private void assertRefused(String reason, String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "forget";
    all[1] = "--bootstrap";
    all[2] = "localhost:1";
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    err.getBuffer().setLength(0);
    int code =
        Ameles.commandLine()
            .setOut(new PrintWriter(new StringWriter(), true))
            .setErr(new PrintWriter(err, true))
            .execute(all);
    assertThat(code).as(err.toString()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(reason);
  }
}

package io.ameles.cli;

import io.ameles.console.access.TokensFile;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.receipt.ReceiptKeys;
import io.ameles.model.sign.CanonicalJson;
import io.ameles.model.sign.SigningKey;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ameles keys}. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = {
      "Makes and changes the keys behind receipts, makes keys for those who request deletions, and"
          + " tokens for those who use the console.",
      "",
      "A running job uses the keys that it was started with: restart it after a change. A running"
          + " console notices changed tokens within two seconds."
    })
final class KeysCommand implements Runnable {
  private final SecureRandom random = new SecureRandom();
  private final Clock clock = Clock.systemUTC();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which of its commands?");
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a key file for receipts (receipts.key-file in the configuration).")
  void create(@Parameters(paramLabel = "FILE") Path file) {
    requireAbsent(file);
    ReceiptKeys keys = ReceiptKeys.create(random, clock.instant());
    keys.write(file);
    tell(keys);
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description = {
        "Puts a new signing key and a new pseudonym key before those in the file.",
        "",
        "Of retired signing keys only the public half is kept, by which old receipts stay verifiable."
            + " Retired pseudonym keys are kept until they are destroyed."
      })
  void rotate(@Parameters(paramLabel = "FILE") Path file) {
    ReceiptKeys keys = ReceiptKeys.read(file).rotate(random, clock.instant());
    keys.write(file);
    tell(keys);
  }

  @Command(
      name = "public",
      mixinStandardHelpOptions = true,
      description =
          "Prints the public keys, as a JSON Web Key set, to be given to those who verify receipts.")
  void publish(@Parameters(paramLabel = "FILE") Path file) {
    out().println(ReceiptKeys.read(file).publicKeys());
  }

  @Command(
      name = "destroy-pseudonyms",
      mixinStandardHelpOptions = true,
      description = {
        "Destroys the pseudonym keys that were replaced by newer ones before a date.",
        "",
        "Nobody can tell any more whom receipts made with them are about. The newest key is never"
            + " destroyed: rotate first. Copies of the file elsewhere, backups among them, must be"
            + " destroyed where they are."
      })
  void destroyPseudonyms(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(
              names = "--before",
              required = true,
              paramLabel = "DATE",
              description = "2026-01-31 (its beginning, UTC) or 2026-01-31T12:00:00Z.")
          String before) {
    ReceiptKeys keys = ReceiptKeys.read(file);
    ReceiptKeys left = keys.destroyPseudonymKeys(instant(before));
    left.write(file);
    List<String> destroyed =
        keys.targetKeyIds().stream().filter(key -> !left.targetKeyIds().contains(key)).toList();
    destroyed.forEach(key -> out().println("destroyed   " + key));
    if (destroyed.isEmpty()) {
      out().println("Nothing to destroy: no pseudonym key was replaced before " + before + ".");
    }
  }

  @Command(
      name = "requester",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a private key for somebody who requests deletions, and prints its public half.",
        "",
        "The private key signs requests (ameles forget). The public half goes to a file named by"
            + " requests.requesters in the configuration."
      })
  void requester(@Parameters(paramLabel = "FILE") Path file) {
    requireAbsent(file);
    SigningKey key = SigningKey.generate(random);
    key.write(file);
    out().println(new String(CanonicalJson.of(key.publicKey().members()), StandardCharsets.UTF_8));
  }

  @Command(
      name = "token",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a token for somebody who uses the console, and prints it, this once.",
        "",
        "The file (console.tokens-file in the configuration) gets a line with the token's SHA-256 and"
            + " is made, readable by its owner only, if there is none."
      })
  void token(
      @Parameters(paramLabel = "NAME", description = "Whose it is, for the log.") String name,
      @Option(
              names = "--rights",
              required = true,
              paramLabel = "RIGHTS",
              description = "Of read,predict,forget.")
          String rights,
      @Option(names = "--file", required = true, paramLabel = "FILE") Path file) {
    out().println(new TokensFile(file).add(name, rights, random));
    spec.commandLine()
        .getErr()
        .println(
            "This token is shown only once: %s has no more than its SHA-256. Give it to %s and to nobody else."
                .formatted(file, name));
  }

  @Command(
      name = "revoke-token",
      mixinStandardHelpOptions = true,
      description = {
        "Takes a token out of the file.",
        "",
        "A running console refuses it within two seconds, and ends the sessions that began with it."
      })
  void revokeToken(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--file", required = true, paramLabel = "FILE") Path file) {
    int left = new TokensFile(file).remove(name);
    out().println("revoked     %s; %d token(s) are left".formatted(name, left));
    if (left == 0) {
      spec.commandLine()
          .getErr()
          .println("A console does not start with a file that has no token; keys token makes one.");
    }
  }

  private void tell(ReceiptKeys keys) {
    out().println("signs with  " + keys.signer().keyId());
    out().println("pseudonyms  " + keys.targetKeyId());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private static void requireAbsent(Path file) {
    if (Files.exists(file)) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "%s is there already; keys are never overwritten. Use keys rotate, or name another file."
              .formatted(file));
    }
  }

  private static Instant instant(String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "--before: '%s' is neither a date like 2026-01-31 nor a time like 2026-01-31T12:00:00Z."
              .formatted(text),
          e);
    }
  }
}

package io.ameles.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.console.access.TokensFile;
import io.ameles.console.http.Listen;
import io.ameles.console.http.Tls;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.receipt.ReceiptKeys;
import io.ameles.model.serve.ServeSettings;
import io.ameles.model.sign.SigningKey;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleCheckTest {
  private final SecureRandom random = new SecureRandom();

  @TempDir private Path folder;

  private ConsoleSettings settings(Listen listen, @Nullable Path requestKey) {
    return new ConsoleSettings(
        "m",
        RunningConsole.TOPICS,
        new Properties(),
        folder,
        new TensorDevice("cpu"),
        new ServeSettings(null, null),
        ReceiptKeys.create(random, Instant.EPOCH).publicKeys(),
        requestKey,
        listen);
  }

  private List<String> found(ConsoleCheck.Level level, ConsoleSettings settings) {
    return ConsoleCheck.of(settings).stream()
        .filter(finding -> finding.level() == level)
        .map(ConsoleCheck.Finding::text)
        .toList();
  }

  private List<String> bad(Listen listen) {
    return found(ConsoleCheck.Level.BAD, settings(listen, null));
  }

  private List<String> warnings(Listen listen) {
    return found(ConsoleCheck.Level.WARNING, settings(listen, null));
  }

  private static Listen with(@Nullable Path tokens, @Nullable Tls tls) {
    return new Listen(Listen.LOOPBACK, 0, Set.of(), tokens, tls, null);
  }

  @Test
  void theDefaultsAreGood() {
    ConsoleSettings settings = settings(Listen.local(0), null);
    assertThat(ConsoleCheck.of(settings))
        .extracting(ConsoleCheck.Finding::level)
        .containsOnly(ConsoleCheck.Level.GOOD);
    assertThat(found(ConsoleCheck.Level.GOOD, settings))
        .anySatisfy(text -> assertThat(text).contains("whoever is on this machine"))
        .anySatisfy(text -> assertThat(text).contains("1 public key"));
  }

  @Test
  void whatWouldLetAnybodyInIsTold() throws Exception {
    Path tokens = folder.resolve("tokens");
    new TokensFile(tokens).add("a", "read", random);
    assertThat(bad(with(null, null).at("0.0.0.0", 0))).singleElement().asString().contains("bind");
    assertThat(bad(with(tokens, null).at("0.0.0.0", 0))).singleElement().asString().contains("TLS");
    URI origin = URI.create("https://console.example.org");
    assertThat(bad(new Listen(Listen.LOOPBACK, 0, Set.of(), null, null, origin)))
        .singleElement()
        .asString()
        .contains("public-origin");
    assertThat(bad(with(null, null).at("no.such.host.invalid", 0))).hasSize(1);
  }

  @Test
  void tokensThatCannotBeReadAreBadAndOpenOnesAWarning() throws Exception {
    Path tokens = folder.resolve("tokens");
    assertThat(bad(with(tokens, null))).singleElement().asString().contains("cannot be read");
    Files.writeString(tokens, "a read 17");
    assertThat(bad(with(tokens, null))).singleElement().asString().contains("line 1");

    Files.delete(tokens);
    new TokensFile(tokens).add("a", "read", random);
    assertThat(bad(with(tokens, null))).isEmpty();
    assertThat(warnings(with(tokens, null))).isEmpty();
    for (String open : List.of("rw-r-----", "rw--w----", "rw----r--", "rw-----w-")) {
      Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString(open));
      assertThat(warnings(with(tokens, null)))
          .as(open)
          .singleElement()
          .asString()
          .contains("chmod 600");
    }
  }

  @Test
  void storesAreOpened() throws Exception {
    Certificates certificates = new Certificates(folder);
    Path server = certificates.key("server", "CN=localhost");
    assertThat(bad(with(null, new Tls(server, Certificates.PASSWORD, null)))).isEmpty();
    assertThat(bad(with(null, new Tls(server, "a wrong password", null))))
        .singleElement()
        .asString()
        .contains("server.p12")
        .doesNotContain("a wrong password");
    Path nowhere = folder.resolve("nowhere.p12");
    assertThat(bad(with(null, new Tls(nowhere, Certificates.PASSWORD, null))))
        .singleElement()
        .asString()
        .contains("nowhere.p12");
    Path trust = certificates.trust("trust", server);
    assertThat(bad(with(null, new Tls(trust, Certificates.PASSWORD, null))))
        .singleElement()
        .asString()
        .contains("no private key");
  }

  @Test
  void aPortThatSomebodyHasIsAWarningAndIsGivenBackAfterwards() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
      assertThat(warnings(Listen.local(port))).singleElement().asString().contains("taken");
    }
    assertThat(warnings(Listen.local(port))).isEmpty();
    assertThat(warnings(Listen.local(port))).as("nobody holds it").isEmpty();
    try (RunningConsole console =
        new RunningConsole(folder, Listen.local(port), new InMemoryTopics())) {
      assertThat(console.uri("/").getPort()).isEqualTo(port);
      assertThat(warnings(Listen.local(port))).hasSize(1);
    }
  }

  @Test
  void aKeyForRequestsThatIsNoneIsBad() {
    Path key = folder.resolve("desk.jwk.private");
    assertThat(found(ConsoleCheck.Level.BAD, settings(Listen.local(0), key)))
        .singleElement()
        .asString()
        .contains("desk.jwk.private");
    SigningKey.generate(random).write(key);
    assertThat(found(ConsoleCheck.Level.BAD, settings(Listen.local(0), key))).isEmpty();
  }
}

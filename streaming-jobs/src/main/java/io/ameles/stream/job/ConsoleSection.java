package io.ameles.stream.job;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** The part of a configuration that is about the console. */
final class ConsoleSection {
  /** The environment variable that can hold the password of the key stores instead of a file. */
  static final String PASSWORD_VARIABLE = "AMELES_CONSOLE_PASSWORD";

  private static final String CLIENTS = "console.tls.clients";
  private static final String PUBLIC_ORIGIN = "console.public-origin";
  private static final String PASSWORD_FILE = "console.tls.password-file";
  private static final Set<String> RIGHTS = Set.of("read", "predict", "forget");
  private static final int DEFAULT_PORT = 8080;

  private final ConfigurationReader reader;
  private final Path folder;
  private final Map<String, String> environment;

  private ConsoleSection(ConfigurationReader reader, Path folder, Map<String, String> environment) {
    this.reader = reader;
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * @param folder that relative paths start from
   * @param environment where the password may be
   */
  static ConsoleOptions read(
      ConfigurationReader reader, Path folder, Map<String, String> environment) {
    return new ConsoleSection(reader, folder, environment).options();
  }

  private ConsoleOptions options() {
    return new ConsoleOptions(
        reader.text("console.bind", "127.0.0.1"),
        reader.integer("console.port", DEFAULT_PORT, 0, 65_535),
        new HashSet<>(reader.texts("console.hosts")),
        file("console.tokens-file"),
        file("console.request-key-file"),
        tls(),
        publicOrigin());
  }

  private @Nullable URI publicOrigin() {
    String text = reader.text(PUBLIC_ORIGIN, "");
    if (text.isEmpty()) {
      return null;
    }
    try {
      URI origin = new URI(text);
      String host = origin.getHost();
      String bare = origin.getPort() < 0 ? host : "%s:%d".formatted(host, origin.getPort());
      if (host != null && text.equalsIgnoreCase("https://" + bare)) {
        return origin;
      }
    } catch (URISyntaxException e) {
      // Falls through: one message for everything that is no origin.
    }
    reader.problem(PUBLIC_ORIGIN, "https:// with a name and perhaps a port, and nothing after it");
    return null;
  }

  private ConsoleOptions.@Nullable Tls tls() {
    Path keyStore = file("console.tls.key-store");
    Path trustStore = file("console.tls.client-trust-store");
    Map<String, List<String>> clients = clients();
    String password = password();
    if (keyStore == null) {
      if (trustStore != null || !clients.isEmpty()) {
        reader.problem("console.tls.key-store", "a PKCS 12 file with the console's own key");
      }
      return null;
    }
    if (trustStore == null != clients.isEmpty()) {
      reader.problem(CLIENTS, "there together with console.tls.client-trust-store, or neither");
    }
    return new ConsoleOptions.Tls(keyStore, password, trustStore, clients);
  }

  private Map<String, List<String>> clients() {
    Map<String, List<String>> clients = new LinkedHashMap<>();
    for (Map<String, List<String>> client : reader.records(CLIENTS, Set.of("subject", "may"))) {
      List<String> subject = client.getOrDefault("subject", List.of());
      List<String> rights = client.getOrDefault("may", List.of());
      boolean good =
          subject.size() == 1
              && isSubject(subject.get(0))
              && !rights.isEmpty()
              && RIGHTS.containsAll(rights);
      if (!good || clients.put(subject.get(0), rights) != null) {
        reader.problem(
            CLIENTS,
            "a list of {subject, may}, each subject once, as in CN=desk,O=Example, and may of [read, predict, forget]");
      }
    }
    return clients;
  }

  private static boolean isSubject(String text) {
    try {
      return !new X500Principal(text).getName().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private String password() {
    Path file = file(PASSWORD_FILE);
    if (file == null) {
      return environment.getOrDefault(PASSWORD_VARIABLE, "");
    }
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      reader.problemUnquoted(PASSWORD_FILE, "the path of a readable file");
      return "";
    }
  }

  private @Nullable Path file(String key) {
    String text = reader.text(key, "");
    try {
      return text.isEmpty() ? null : folder.resolve(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      reader.problemUnquoted(key, "a path");
      return null;
    }
  }
}

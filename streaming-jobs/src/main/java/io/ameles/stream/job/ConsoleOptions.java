package io.ameles.stream.job;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says about the console, which is no part of the job: {@code ameles
 * console} runs it.
 *
 * @param bind address or name of the machine to listen at
 * @param port to listen at; 0: any that is free
 * @param hosts names by which it may be called besides its address
 * @param tokens file with tokens; null: none
 * @param requestKey key file by which it signs requests to forget; null: it does not sign
 * @param tls how connections are protected; null: not at all
 * @param publicOrigin by what browsers call it through a proxy that ends TLS; null: directly
 */
public record ConsoleOptions(
    String bind,
    int port,
    Set<String> hosts,
    @Nullable Path tokens,
    @Nullable Path requestKey,
    @Nullable Tls tls,
    @Nullable URI publicOrigin) {
  /** Copies the set. */
  public ConsoleOptions {
    hosts = Set.copyOf(hosts);
  }

  /**
   * How connections are protected.
   *
   * @param keyStore PKCS 12 file with key and certificate
   * @param password of the stores
   * @param trustStore PKCS 12 file with the certificates of those who vouch for clients; null:
   *     clients need none
   * @param clients rights by the subject of a client's certificate
   */
  public record Tls(
      Path keyStore,
      String password,
      @Nullable Path trustStore,
      Map<String, List<String>> clients) {
    /** Copies the map. */
    public Tls {
      clients = Map.copyOf(clients);
    }

    /** Does not tell the password. */
    @Override
    public String toString() {
      return "Tls[keyStore=%s]".formatted(keyStore);
    }
  }
}

package io.ameles.console.http;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where the console listens, and to whom.
 *
 * @param bind address or name of this machine; 127.0.0.1 by default
 * @param port 0: any that is free
 * @param hosts names by which it may be called besides {@code localhost} and its address, without a
 *     port: a page of another site cannot make up a name
 * @param tokens file with tokens, see docs/console.md; null: whoever reaches it may do everything,
 *     which only loopback addresses may have
 * @param tls null: plain HTTP
 * @param publicOrigin by what browsers call it through a proxy that ends TLS, as in {@code
 *     https://console.example.org}; null: they call it directly
 */
public record Listen(
    String bind,
    int port,
    Set<String> hosts,
    @Nullable Path tokens,
    @Nullable Tls tls,
    @Nullable URI publicOrigin) {
  /** The address that only this machine reaches. */
  public static final String LOOPBACK = "127.0.0.1";

  /** Copies the set. */
  public Listen {
    Set<String> lower = new TreeSet<>();
    hosts.forEach(host -> lower.add(host.toLowerCase(Locale.ROOT)));
    hosts = Set.copyOf(lower);
  }

  /** On this machine only, for whoever is on it. */
  public static Listen local(int port) {
    return new Listen(LOOPBACK, port, Set.of(), null, null, null);
  }

  /** The same at another address. */
  public Listen at(String otherBind, int otherPort) {
    return new Listen(otherBind, otherPort, hosts, tokens, tls, publicOrigin);
  }

  /**
   * Refuses what would let anybody in.
   *
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION}
   */
  public void requireSafe() {
    requireOrigin();
    boolean known = knowsCallers();
    boolean named = publicOrigin != null || !hosts.isEmpty();
    if (!known && named) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "%s: under another name than localhost others reach the console, and without tokens everybody could have anything forgotten. Say who may do what: console.tokens-file (docs/console.md says how to make one) or console.tls.client-trust-store."
              .formatted(publicOrigin == null ? "console.hosts" : "console.public-origin"));
    }
    if (!known && !address().isLoopbackAddress()) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "console.bind: at %s everybody who reaches this machine could have anything forgotten. Bind to %s, or say who may do what: console.tokens-file (docs/console.md says how to make one) or console.tls.client-trust-store."
              .formatted(bind, LOOPBACK));
    }
    if (known && tls == null && !address().isLoopbackAddress()) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "console.bind: without TLS, everybody between could read tokens. Set console.tls.key-store, or bind to %s behind a proxy that ends TLS, with console.public-origin."
              .formatted(LOOPBACK));
    }
  }

  private void requireOrigin() {
    if (publicOrigin != null && !isOrigin(publicOrigin)) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "console.public-origin: must be https:// with a name and perhaps a port, as in https://console.example.org, and nothing after it.");
    }
  }

  private static boolean isOrigin(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme())
        && uri.getHost() != null
        && uri.getUserInfo() == null
        && String.valueOf(uri.getRawPath()).isEmpty()
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null;
  }

  /** Whether callers show who they are. */
  boolean knowsCallers() {
    return tokens != null || (tls != null && tls.clients() != null);
  }

  /** Whether browsers come by TLS, which may end at a proxy. */
  boolean isSecure() {
    return tls != null || publicOrigin != null;
  }

  InetAddress address() {
    try {
      return InetAddress.getByName(bind);
    } catch (UnknownHostException e) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "console.bind: %s is no address of this machine.".formatted(bind),
          e);
    }
  }
}

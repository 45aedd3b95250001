package io.ameles.console.http;

import io.ameles.console.access.Right;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How connections are protected.
 *
 * @param keyStore PKCS 12 file with the console's key and certificate
 * @param password of all its stores
 * @param clients who may come with a certificate; null: nobody is asked for one
 */
public record Tls(Path keyStore, String password, @Nullable Clients clients) {
  /**
   * Who may come with a certificate.
   *
   * @param trustStore PKCS 12 file with the certificates of those who vouch for clients
   * @param rights by the subject of the certificate (RFC 2253), as in {@code CN=desk,O=Example}
   */
  public record Clients(Path trustStore, Map<String, Set<Right>> rights) {
    /** Copies the map. */
    public Clients {
      rights = Map.copyOf(new TreeMap<>(rights));
    }
  }

  /** Does not tell the password. */
  @Override
  public String toString() {
    return "Tls[keyStore=%s]".formatted(keyStore);
  }
}

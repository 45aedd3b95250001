package io.ameles.console.http;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Collections;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty: threads, sockets, limits, TLS. */
final class Connectors {
  private static final int THREADS = 96;
  private static final int IDLE_MILLIS = 30_000;
  private static final int HEADER_BYTES = 16 << 10;
  private static final int BACKLOG = 64;

  private Connectors() {}

  static void configure(JavalinConfig config, Listen listen) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4, IDLE_MILLIS);
    threads.setName("console-http");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(Connectors::configure);
    config.jetty.addConnector((server, http) -> connector(server, http, listen));
  }

  private static void configure(Server server) {
    server.setStopTimeout(2_000);
    ErrorHandler errors = new ErrorHandler();
    errors.setShowStacks(false);
    errors.setShowCauses(false);
    errors.setShowMessageInTitle(false);
    server.setErrorHandler(errors);
  }

  private static ServerConnector connector(Server server, HttpConfiguration http, Listen listen) {
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    // Ids of requests may hold slashes, as %2F.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with("ids", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
    Tls tls = listen.tls();
    ServerConnector connector;
    if (tls == null) {
      connector = new ServerConnector(server, new HttpConnectionFactory(http));
    } else {
      http.addCustomizer(new SecureRequestCustomizer(false)); // hosts are checked by the gate
      HttpConnectionFactory plain = new HttpConnectionFactory(http);
      connector =
          new ServerConnector(
              server, new SslConnectionFactory(secrets(tls, listen), plain.getProtocol()), plain);
    }
    connector.setHost(listen.bind());
    connector.setPort(listen.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setAcceptQueueSize(BACKLOG);
    return connector;
  }

  /**
   * Opens the stores of keys and certificates, and closes them.
   *
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if that cannot be done
   */
  static void requireStores(Listen listen) {
    Tls tls = listen.tls();
    if (tls == null) {
      return;
    }
    try {
      SslContextFactory.Server secrets = secrets(tls, listen);
      secrets.start();
      requireKey(tls, secrets.getKeyStore());
      secrets.stop();
    } catch (AmelesException e) {
      throw e;
    } catch (Exception e) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "console.tls: %s cannot be opened. They must be PKCS 12 files that can be read, with the password in console.tls.password-file or AMELES_CONSOLE_PASSWORD."
              .formatted(stores(tls)),
          e);
    }
  }

  /** Without one, everything starts and nobody can connect. */
  private static void requireKey(Tls tls, KeyStore keys) throws KeyStoreException {
    for (String alias : Collections.list(keys.aliases())) {
      if (keys.isKeyEntry(alias)) {
        return;
      }
    }
    throw new AmelesException(
        ErrorCode.CONFIGURATION,
        "console.tls.key-store: %s holds no private key, only certificates."
            .formatted(tls.keyStore()));
  }

  private static String stores(Tls tls) {
    Tls.Clients clients = tls.clients();
    return clients == null
        ? tls.keyStore().toString()
        : "%s or %s".formatted(tls.keyStore(), clients.trustStore());
  }

  /**
   * Takes the address and the port, and gives them back without having answered anybody.
   *
   * @throws PortTaken if they are not to be had
   */
  static void requirePort(Listen listen) {
    Listen plain = Listen.local(0).at(listen.bind(), listen.port()); // whatever its stores are
    try (ServerConnector connector = connector(new Server(), new HttpConfiguration(), plain)) {
      connector.open();
    } catch (IOException e) {
      throw new PortTaken(listen.bind(), listen.port(), e);
    }
  }

  private static SslContextFactory.Server secrets(Tls tls, Listen listen) {
    SslContextFactory.Server secrets = new SslContextFactory.Server();
    secrets.setKeyStorePath(tls.keyStore().toString());
    secrets.setKeyStoreType("PKCS12");
    secrets.setKeyStorePassword(tls.password());
    secrets.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    Tls.Clients clients = tls.clients();
    if (clients != null) {
      secrets.setTrustStorePath(clients.trustStore().toString());
      secrets.setTrustStoreType("PKCS12");
      secrets.setTrustStorePassword(tls.password());
      // Whoever may come with a token as well need not have a certificate.
      secrets.setNeedClientAuth(listen.tokens() == null);
      secrets.setWantClientAuth(listen.tokens() != null);
    }
    return secrets;
  }
}

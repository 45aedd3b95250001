package io.ameles.console;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/** Keys and certificates that the keytool of the running Java makes, in a folder. */
final class Certificates {
  static final String PASSWORD = "for tests only";

  private final Path folder;

  Certificates(Path folder) {
    this.folder = folder;
  }

  /** A key with a certificate that it signed itself. */
  Path key(String name, String subject, String... options) throws Exception {
    Path store = folder.resolve(name + ".p12");
    List<String> arguments =
        new ArrayList<>(
            List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname", "secp256r1"));
    arguments.addAll(List.of("-dname", subject));
    arguments.addAll(List.of(options));
    run(store, arguments);
    return store;
  }

  /** A key with a certificate that somebody else signed. */
  Path signedKey(String name, String subject, Path by, String... options) throws Exception {
    Path store = key(name, subject);
    Path request = folder.resolve(name + ".csr");
    Path signed = folder.resolve(name + ".pem");
    run(store, List.of("-certreq", "-alias", name, "-file", request.toString()));
    List<String> sign =
        new ArrayList<>(List.of("-gencert", "-alias", alias(by), "-rfc", "-infile"));
    sign.addAll(List.of(request.toString(), "-outfile", signed.toString()));
    sign.addAll(List.of(options));
    run(by, sign);
    importCertificate(store, alias(by), certificate(by));
    importCertificate(store, name, signed);
    return store;
  }

  /** A store with the certificate of a key, and without the key. */
  Path trust(String name, Path of) throws Exception {
    Path store = folder.resolve(name + ".p12");
    importCertificate(store, alias(of), certificate(of));
    return store;
  }

  private Path certificate(Path store) throws Exception {
    Path file = folder.resolve(alias(store) + "-own.pem");
    run(store, List.of("-exportcert", "-rfc", "-alias", alias(store), "-file", file.toString()));
    return file;
  }

  private static void importCertificate(Path store, String alias, Path file) throws Exception {
    run(store, List.of("-importcert", "-noprompt", "-alias", alias, "-file", file.toString()));
  }

  private static String alias(Path store) {
    return store.getFileName().toString().replace(".p12", "");
  }

  /** For a client that trusts the certificates in one store and shows what is in the other. */
  static SSLContext context(Path trust, Path... own) throws Exception {
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(open(trust));
    KeyManagerFactory shown = KeyManagerFactory.getInstance("SunX509");
    shown.init(own.length == 0 ? null : open(own[0]), PASSWORD.toCharArray());
    KeyManager[] managers = shown.getKeyManagers();
    if (own.length > 0) {
      managers =
          new KeyManager[] {new Insistent((X509ExtendedKeyManager) managers[0], alias(own[0]))};
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers, trusted.getTrustManagers(), null);
    return context;
  }

  /** Shows its certificate whoever is asked for; Java's own would rather show none. */
  private static final class Insistent extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager keys;
    private final String alias;

    Insistent(X509ExtendedKeyManager keys, String alias) {
      this.keys = keys;
      this.alias = alias;
    }

    @Override
    public String chooseEngineClientAlias(
        String[] keyTypes, Principal[] issuers, SSLEngine engine) {
      return alias;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
      return alias;
    }

    @Override
    public X509Certificate[] getCertificateChain(String ofAlias) {
      return keys.getCertificateChain(ofAlias);
    }

    @Override
    public PrivateKey getPrivateKey(String ofAlias) {
      return keys.getPrivateKey(ofAlias);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
      return new String[] {alias};
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
      throw new UnsupportedOperationException();
    }
  }

  private static KeyStore open(Path store) throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  private static void run(Path store, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    Path log = Files.createTempFile(store.getParent(), "keytool", ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(log, StandardCharsets.UTF_8));
    }
  }
}

package io.ameles.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ameles.console.access.Right;
import io.ameles.console.access.TokensFile;
import io.ameles.console.http.Listen;
import io.ameles.console.http.Tls;
import io.ameles.model.AmelesException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real connections to a console with TLS, with certificates that are made here. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
  private static final int HANDSHAKE = 0x16;
  private static final int ALERT = 0x15;
  private static final int PROTOCOL_VERSION = 70;
  private static final String LABEL = "{\"scope\":\"LABEL\",\"label\":\"x\"}";

  private Path server;
  private Path trustServer;
  private Path trustClients;
  private Path grafana;
  private Path desk;
  private Path stranger;
  private Path expired;
  private Path foreign;

  @TempDir private Path folder;

  @BeforeAll
  void makeCertificates(@TempDir Path keys) throws Exception {
    Certificates made = new Certificates(keys);
    server = made.key("server", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1");
    trustServer = made.trust("trust-server", server);
    Path authority = made.key("authority", "CN=authority,O=Example", "-ext", "bc=ca:true");
    trustClients = made.trust("trust-clients", authority);
    grafana = made.signedKey("grafana", "CN=grafana, O=Example", authority);
    desk = made.signedKey("desk", "CN=desk, O=Example", authority);
    stranger = made.signedKey("stranger", "CN=stranger, O=Example", authority);
    expired =
        made.signedKey(
            "expired", "CN=grafana, O=Example", authority, "-startdate", "-9d", "-validity", "2");
    foreign = made.key("foreign", "CN=grafana, O=Example");
  }

  private RunningConsole console(@Nullable Path tokens, boolean certificates) {
    Map<String, Set<Right>> rights =
        Map.of(
            "CN=grafana,O=Example", Set.of(Right.READ),
            "cn=desk, o=Example", Set.of(Right.READ, Right.FORGET));
    Tls tls =
        new Tls(
            server,
            Certificates.PASSWORD,
            certificates ? new Tls.Clients(trustClients, rights) : null);
    return new RunningConsole(
        folder, new Listen(Listen.LOOPBACK, 0, Set.of(), tokens, tls, null), new InMemoryTopics());
  }

  private HttpClient client(Path... own) throws Exception {
    return HttpClient.newBuilder().sslContext(Certificates.context(trustServer, own)).build();
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static int forget(HttpClient client, RunningConsole console) throws Exception {
    return send(
            client,
            console
                .request("/v1/deletions")
                .header("Content-Type", "application/json")
                .header("Origin", console.uri("").toString())
                .POST(HttpRequest.BodyPublishers.ofString(LABEL)))
        .statusCode();
  }

  @Test
  void aCertificateHasTheRightsOfItsSubject() throws Exception {
    try (RunningConsole console = console(null, true)) {
      assertThat(console.uri("/").getScheme()).isEqualTo("https");
      HttpResponse<String> state = send(client(grafana), console.request("/v1/state"));
      assertThat(state.statusCode()).isEqualTo(200);
      assertThat(state.body()).contains("\"rights\":[\"read\"]");
      assertThat(forget(client(grafana), console)).isEqualTo(403);

      assertThat(send(client(desk), console.request("/v1/state")).body())
          .contains("\"rights\":[\"read\",\"forget\"]");
      assertThat(forget(client(desk), console)).isEqualTo(503); // it may; there is no Kafka
    }
  }

  @Test
  void aSubjectThatIsNotListedHasNoRights() throws Exception {
    try (RunningConsole console = console(null, true)) {
      assertThat(send(client(stranger), console.request("/v1/state")).statusCode()).isEqualTo(401);
      assertThat(forget(client(stranger), console)).isEqualTo(401);
    }
  }

  @Test
  void withoutACertificateThatCountsNobodyConnects() throws Exception {
    try (RunningConsole console = console(null, true)) {
      HttpRequest.Builder health = console.request("/healthz");
      assertThat(send(client(grafana), health).statusCode()).isIn(200, 503);
      assertThatThrownBy(() -> send(client(), health)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> send(client(foreign), health)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> send(client(expired), health)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void withTokensACertificateIsOneOfTwoWays() throws Exception {
    Path tokens = folder.resolve("tokens");
    String token = new TokensFile(tokens).add("reader", "read", new SecureRandom());
    try (RunningConsole console = console(tokens, true)) {
      HttpRequest.Builder state = console.request("/v1/state");
      assertThat(send(client(), state).statusCode()).isEqualTo(401);
      assertThat(send(client(desk), state).statusCode()).isEqualTo(200);
      HttpRequest.Builder withToken = state.copy().header("Authorization", "Bearer " + token);
      assertThat(send(client(), withToken).body()).contains("\"rights\":[\"read\"]");
      assertThatThrownBy(() -> send(client(foreign), withToken)).isInstanceOf(IOException.class);

      new TokensFile(tokens).remove("reader");
      while (send(client(), withToken).statusCode() == 200) {
        // it works for a moment yet; the test's time limit ends it otherwise
      }
      assertThat(send(client(), withToken).statusCode()).isEqualTo(401);
      assertThat(send(client(desk), state).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void browsersAreToldToStayWithTls() throws Exception {
    Path tokens = folder.resolve("tokens");
    String token = new TokensFile(tokens).add("reader", "read", new SecureRandom());
    try (RunningConsole console = console(tokens, false)) {
      HttpResponse<String> session =
          send(
              client(),
              console
                  .request("/session")
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + token + "\"}")));
      assertThat(session.headers().firstValue("Strict-Transport-Security"))
          .contains("max-age=31536000");
      assertThat(session.headers().firstValue("Set-Cookie").orElse("")).contains("Secure");
    }
    try (RunningConsole plain = RunningConsole.local(folder)) {
      assertThat(plain.get("/").headers().firstValue("Strict-Transport-Security")).isEmpty();
    }
  }

  @Test
  void plainHttpIsNotAnswered() throws Exception {
    try (RunningConsole console = console(null, true)) {
      byte[] request =
          "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII);
      assertThat(new String(answer(console, request), StandardCharsets.ISO_8859_1))
          .doesNotContain("HTTP/");
    }
  }

  @Test
  void tlsBefore12IsRefused() throws Exception {
    Path tokens = folder.resolve("tokens");
    new TokensFile(tokens).add("reader", "read", new SecureRandom());
    try (RunningConsole console = console(tokens, false)) {
      byte[] accepted = answer(console, clientHello(0x0303));
      assertThat(accepted[0]).as("TLS 1.2: the hello is a good one").isEqualTo((byte) HANDSHAKE);
      for (int version : new int[] {0x0302, 0x0301, 0x0300}) {
        byte[] refused = answer(console, clientHello(version));
        assertThat(refused[0]).as("%x", version).isEqualTo((byte) ALERT);
        assertThat(refused[6]).as("%x", version).isIn((byte) PROTOCOL_VERSION, (byte) 40);
      }
    }
  }

  @Test
  void bothVersionsThatAreGoodEnoughWork() throws Exception {
    try (RunningConsole console = console(null, true)) {
      for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
        SSLContext context = Certificates.context(trustServer, grafana);
        SSLParameters only = context.getDefaultSSLParameters();
        only.setProtocols(new String[] {version});
        HttpClient client = HttpClient.newBuilder().sslContext(context).sslParameters(only).build();
        HttpResponse<String> state = send(client, console.request("/v1/state"));
        assertThat(state.statusCode()).isEqualTo(200);
        assertThat(state.sslSession().orElseThrow().getProtocol()).isEqualTo(version);
      }
    }
  }

  @Test
  void storesThatCannotBeOpenedAreToldAsSuch() throws Exception {
    Tls.Clients nobody = new Tls.Clients(folder.resolve("nowhere"), Map.of());
    for (Tls tls :
        new Tls[] {
          new Tls(server, "wrong", null),
          new Tls(folder.resolve("nowhere"), Certificates.PASSWORD, null),
          new Tls(server, Certificates.PASSWORD, nobody),
          new Tls(trustServer, Certificates.PASSWORD, null),
          new Tls(Files.writeString(folder.resolve("text"), "?"), Certificates.PASSWORD, null)
        }) {
      Listen listen = new Listen(Listen.LOOPBACK, 0, Set.of(), null, tls, null);
      assertThatThrownBy(() -> new RunningConsole(folder, listen, new InMemoryTopics()).close())
          .isInstanceOf(AmelesException.class)
          .hasMessageContaining("console.tls");
    }
  }

  /** The beginning of what is answered to exactly these bytes, or everything if it is shorter. */
  private static byte[] answer(RunningConsole console, byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.uri("/").getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request);
      InputStream in = socket.getInputStream();
      return in.readNBytes(7);
    }
  }

  /**
   * The first message of a client whose best version is this one (RFC 5246, section 7.4.1.2), with
   * ciphers and extensions for all of them.
   */
  private static byte[] clientHello(int version) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(body);
    out.writeShort(version);
    out.write(new byte[32]); // random
    out.writeByte(0); // no session
    int[] ciphers = {0xc02b, 0xc02c, 0xc009, 0xc00a, 0xc013, 0xc014, 0x002f, 0x0035};
    out.writeShort(2 * ciphers.length);
    for (int cipher : ciphers) {
      out.writeShort(cipher);
    }
    out.write(new byte[] {1, 0}); // no compression
    byte[] extensions = {
      0,
      10,
      0,
      4,
      0,
      2,
      0,
      23, // supported groups: secp256r1
      0,
      11,
      0,
      2,
      1,
      0, // point formats: uncompressed
      0,
      13,
      0,
      6,
      0,
      4,
      4,
      3,
      2,
      3 // signatures: ECDSA with SHA-256, SHA-1
    };
    out.writeShort(extensions.length);
    out.write(extensions);

    ByteArrayOutputStream message = new ByteArrayOutputStream();
    DataOutputStream framed = new DataOutputStream(message);
    framed.writeByte(HANDSHAKE);
    framed.writeShort(Math.min(version, 0x0301)); // of the record
    framed.writeShort(4 + body.size());
    framed.writeInt(1 << 24 | body.size()); // a client's hello
    body.writeTo(framed);
    return message.toByteArray();
  }
}

package io.ameles.console;

import static io.ameles.console.RunningConsole.fact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ameles.console.access.Right;
import io.ameles.console.access.Tokens;
import io.ameles.console.access.TokensFile;
import io.ameles.console.http.Listen;
import io.ameles.console.http.PortTaken;
import io.ameles.model.AmelesException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConsoleTest {
  @TempDir private Path folder;

  @Test
  void whatWasMeasuredIsAnswered() throws Exception {
    try (RunningConsole console = RunningConsole.local(folder)) {
      fact(console.topics, 7, "a", "accuracy.window", null, 0.75);
      fact(console.topics, 7, null, "events.received", null, 12);

      JsonNode series =
          console.await(
              "/v1/series?name=accuracy.window", found -> found.at("/series/0").isObject());
      assertThat(series.at("/series/0/points").toString()).isEqualTo("[[7000,7,0.75]]");
      assertThat(series.at("/series/0/learner").asText()).isEqualTo("a");
      JsonNode state =
          console.await("/v1/state", found -> found.at("/facts/events.received").asInt() == 12);
      assertThat(state.at("/rights").toString()).isEqualTo("[\"read\",\"predict\",\"forget\"]");
      assertThat(console.get("/metrics").body())
          .contains("ameles_accuracy_window{model=\"m\",learner=\"a\"} 0.75\n")
          .contains("ameles_console_facts_total 2\n");
    }
  }

  @Test
  void rowsOfTheMatrixHoldTheNewestOfTheirEpochs() throws Exception {
    try (RunningConsole console = RunningConsole.local(folder)) {
      fact(console.topics, 1, "a", "holdout.accuracy.task", "t0", 0.5);
      fact(console.topics, 1, "a", "holdout.row", "t0", 0);
      fact(console.topics, 2, "a", "holdout.row", "t0", 0);
      fact(console.topics, 2, "a", "holdout.accuracy.task", "t0", 0.9);
      fact(console.topics, 3, "a", "holdout.row", "t1", 1);
      fact(console.topics, 3, "a", "holdout.accuracy.task", "t0", 0.8);
      fact(console.topics, 3, "a", "holdout.accuracy.task", "t1", 0.7);

      JsonNode learner =
          console
              .await("/v1/forgetting", found -> found.at("/learners/0/rows/1/cells/1").isNumber())
              .at("/learners/0");
      assertThat(learner.at("/columns").toString()).isEqualTo("[\"t0\",\"t1\"]");
      assertThat(learner.at("/rows/0/cells").toString()).isEqualTo("[0.9,null]");
      assertThat(learner.at("/rows/1/cells").toString()).isEqualTo("[0.8,0.7]");
    }
  }

  @Test
  void brokenRecordsAreCountedAndSkipped() throws Exception {
    try (RunningConsole console = RunningConsole.local(folder)) {
      console.topics.send("model-metrics", new byte[] {1, 2, 3});
      fact(console.topics, 1, null, "events.received", null, 3);

      console.await("/v1/state", found -> found.at("/facts/events.received").asInt() == 3);
      assertThat(console.get("/metrics").body())
          .contains("ameles_console_broken_records_total{topic=\"model-metrics\"} 1\n");
    }
  }

  @Test
  void withoutKafkaItAnswersAndFollowsWhenKafkaIsBack() throws Exception {
    InMemoryTopics topics = new InMemoryTopics();
    topics.reachable(false);
    fact(topics, 1, null, "events.received", null, 3);
    try (RunningConsole console = new RunningConsole(folder, Listen.local(0), topics)) {
      JsonNode state =
          console.await("/v1/state", s -> s.at("/kafka/status").asText().equals("unreachable"));
      assertThat(state.at("/kafka/message").asText()).contains("model-metrics");
      assertThat(console.get("/healthz").statusCode()).isEqualTo(503);
      HttpRequest.Builder head =
          console.request("/healthz").method("HEAD", HttpRequest.BodyPublishers.noBody());
      assertThat(console.send(head).statusCode()).isEqualTo(503);
      assertThat(console.get("/metrics").body())
          .contains("ameles_console_topic_up{topic=\"model-metrics\"} 0\n");

      topics.reachable(true);
      console.await("/v1/state", s -> s.at("/facts/events.received").asInt() == 3);
      console.await("/healthz", health -> health.at("/status").asText().equals("ok"));

      topics.reachable(false);
      console.await("/v1/state", s -> s.at("/kafka/status").asText().equals("unreachable"));
      topics.reachable(true);
      fact(topics, 2, null, "events.received", null, 4);
      console.await("/v1/state", s -> s.at("/facts/events.received").asInt() == 4);
      assertThat(console.get("/metrics").body()).contains("ameles_console_facts_total 2\n");
    }
  }

  @Test
  void conditionsAreToldOnceTheBeginningHasBeenRead() throws Exception {
    InMemoryTopics topics = new InMemoryTopics();
    topics.endless(true);
    try (RunningConsole console = new RunningConsole(folder, Listen.local(0), topics)) {
      fact(topics, 1, null, "deletions.overdue", null, 1);
      JsonNode state =
          console.await("/v1/state", s -> s.at("/facts/deletions.overdue").asInt() == 1);
      assertThat(state.at("/alerts")).isEmpty();
      topics.endless(false);
      console.await("/v1/state", s -> s.at("/alerts").toString().contains("deletion-overdue"));
    }
  }

  @Test
  void whatIsNewComesOverTheStream() throws Exception {
    try (RunningConsole console = RunningConsole.local(folder)) {
      HttpResponse<Stream<String>> stream =
          HttpClient.newHttpClient()
              .send(console.request("/v1/stream").build(), HttpResponse.BodyHandlers.ofLines());
      assertThat(stream.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      fact(console.topics, 9, "a", "accuracy.window", null, 0.5);
      try (Stream<String> lines = stream.body()) {
        assertThat(lines.filter(line -> line.contains("[[9000,9,0.5]]")).findFirst()).isPresent();
      }
    }
  }

  @Test
  void answersTellBrowsersToTrustNothingElse() throws Exception {
    try (RunningConsole console = RunningConsole.local(folder)) {
      HttpResponse<String> answer = console.get("/v1/state");
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'self'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }
  }

  @Test
  void theChartsLibraryIsServedFromHere() throws Exception {
    try (RunningConsole console = RunningConsole.local(folder)) {
      HttpResponse<String> answer = console.get("/lib/uplot/uPlot.iife.min.js");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=2592000");
      for (String path : List.of("/lib/uplot/../package.json", "/..%2f..%2fpom.xml", "/a/%00.js")) {
        assertThat(console.get(path).statusCode()).as(path).isIn(400, 404);
      }
    }
  }

  @Test
  void pagesOfOthersGetNothing() throws Exception {
    try (RunningConsole console = RunningConsole.local(folder)) {
      String json = "{\"scope\":\"LABEL\",\"label\":\"x\"}";
      HttpRequest.Builder post =
          console
              .request("/v1/deletions")
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(json));
      assertThat(console.send(post.copy().header("Origin", "https://evil.example")).body())
          .contains("CROSS_ORIGIN");
      assertThat(console.send(post.copy().header("Origin", "null")).body())
          .contains("CROSS_ORIGIN");
      assertThat(console.send(post.copy().header("Sec-Fetch-Site", "cross-site")).body())
          .contains("CROSS_ORIGIN");
      assertThat(
              console
                  .send(
                      console
                          .request("/v1/deletions")
                          .header("Content-Type", "text/plain")
                          .POST(HttpRequest.BodyPublishers.ofString(json)))
                  .statusCode())
          .isEqualTo(415);
      assertThat(
              console
                  .send(console.request("/v1/state").header("X-HTTP-Method-Override", "POST"))
                  .statusCode())
          .isEqualTo(405);
    }
  }

  @Test
  void aNameThatPointsHereIsNotEnough() throws Exception {
    try (RunningConsole console = RunningConsole.local(folder)) {
      assertThat(rawGet(console, "evil.example")).contains(" 403 ");
      assertThat(rawGet(console, "localhost.evil.example")).contains(" 403 ");
      assertThat(rawGet(console, "10.0.0.1")).contains(" 403 ");
      assertThat(rawGet(console, "localhost:1234")).contains(" 200 ");
      assertThat(rawGet(console, "127.0.0.1")).contains(" 200 ");
    }
  }

  private static String rawGet(RunningConsole console, String host) throws Exception {
    return raw(
        console, "GET /v1/state HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host));
  }

  /** The first line of the answer to exactly these bytes. */
  private static String raw(RunningConsole console, String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.uri("/").getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    }
  }

  @Test
  void otherAddressesTakeTokensAndTls() throws Exception {
    Path tokens = folder.resolve("tokens");
    Files.writeString(
        tokens, Tokens.line("a", Set.of(Right.READ), Tokens.create(new SecureRandom())));
    for (Listen listen :
        List.of(
            new Listen("0.0.0.0", 0, Set.of(), null, null, null),
            new Listen("0.0.0.0", 0, Set.of(), tokens, null, null))) {
      assertThatThrownBy(() -> new RunningConsole(folder, listen, new InMemoryTopics()))
          .isInstanceOf(AmelesException.class)
          .hasMessageContaining("console.bind");
    }
  }

  @Test
  void aTakenPortIsToldAsSuch() {
    try (RunningConsole console = RunningConsole.local(folder)) {
      Listen same = Listen.local(console.uri("/").getPort());
      assertThatThrownBy(() -> new RunningConsole(folder, same, new InMemoryTopics()))
          .isInstanceOf(PortTaken.class)
          .hasMessageContaining("--port");
    }
  }

  @Test
  void rightsAreApart() throws Exception {
    String reader = Tokens.create(new SecureRandom());
    String asker = Tokens.create(new SecureRandom());
    Path tokens = folder.resolve("tokens");
    Files.writeString(
        tokens,
        Tokens.line("reader", Set.of(Right.READ), reader)
            + "\n"
            + Tokens.line("asker", Set.of(Right.PREDICT), asker)
            + "\n");
    Listen listen = new Listen(Listen.LOOPBACK, 0, Set.of(), tokens, null, null);
    try (RunningConsole console = new RunningConsole(folder, listen, new InMemoryTopics())) {
      assertThat(console.get("/v1/state").statusCode()).isEqualTo(401);
      assertThat(console.get("/metrics").statusCode()).isEqualTo(401);
      assertThat(console.get("/v1/stream").statusCode()).isEqualTo(401);
      assertThat(with(console, "/v1/state", reader)).isEqualTo(200);
      assertThat(with(console, "/v1/state", asker)).isEqualTo(403);
      assertThat(with(console, "/v1/state", reader + "x")).isEqualTo(401);
      String label = "{\"scope\":\"LABEL\",\"label\":\"x\"}";
      for (String path : List.of("/v1/predict", "/v1/deletions")) {
        HttpRequest.Builder post =
            console
                .request(path)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + reader)
                .POST(HttpRequest.BodyPublishers.ofString(label));
        assertThat(console.send(post).statusCode()).as(path).isEqualTo(403);
      }
      HttpResponse<String> session = console.post("/session", "{\"token\":\"" + reader + "\"}");
      String cookie = session.headers().firstValue("Set-Cookie").orElse("");
      assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").doesNotContain(reader);
      HttpRequest.Builder known =
          console.request("/v1/state").header("Cookie", cookie.split(";", 2)[0]);
      assertThat(console.send(known.copy()).statusCode()).isEqualTo(200);
      console.send(console.request("/session").header("Cookie", cookie.split(";", 2)[0]).DELETE());
      assertThat(console.send(known).statusCode()).isEqualTo(401);
      assertThat(console.post("/session", "{\"token\":\"guess\"}").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void behindAProxyOnlyItsPublicOriginIsItsOwn() throws Exception {
    String reader = Tokens.create(new SecureRandom());
    Path tokens = folder.resolve("tokens");
    Files.writeString(tokens, Tokens.line("reader", Set.of(Right.READ), reader));
    URI origin = URI.create("https://console.example.org");
    Listen listen = new Listen(Listen.LOOPBACK, 0, Set.of(), tokens, null, origin);
    try (RunningConsole console = new RunningConsole(folder, listen, new InMemoryTopics())) {
      HttpRequest.Builder login =
          console
              .request("/session")
              .header("Content-Type", "application/json")
              .header("X-Forwarded-For", "192.0.2.1")
              .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + reader + "\"}"));
      for (String own : List.of("https://console.example.org", "https://console.example.org:443")) {
        HttpResponse<String> answer = console.send(login.copy().header("Origin", own));
        assertThat(answer.statusCode()).as(own).isEqualTo(204);
        assertThat(answer.headers().firstValue("Set-Cookie").orElse("")).contains("Secure");
      }
      String direct = console.uri("").toString();
      for (String foreign :
          List.of(direct, "http://console.example.org", "https://console.example.org:8443")) {
        assertThat(console.send(login.copy().header("Origin", foreign)).body())
            .as(foreign)
            .contains("CROSS_ORIGIN");
      }
      assertThat(rawGet(console, "console.example.org")).contains(" 401 ");
      assertThat(rawGet(console, "evil.example")).contains(" 403 ");
    }
  }

  @Test
  void namesThatAreNoHostNamesAreToldApartToo() throws Exception {
    String reader = Tokens.create(new SecureRandom());
    Path tokens = folder.resolve("tokens");
    Files.writeString(tokens, Tokens.line("reader", Set.of(Right.READ), reader));
    Listen listen = new Listen(Listen.LOOPBACK, 0, Set.of("my_console"), tokens, null, null);
    try (RunningConsole console = new RunningConsole(folder, listen, new InMemoryTopics())) {
      int port = console.uri("/").getPort();
      assertThat(logOut(console, "my_console:" + port, "http://my_console:" + port))
          .contains(" 204 ");
      assertThat(logOut(console, "my_console", "http://My_Console:80")).contains(" 204 ");
      assertThat(logOut(console, "my_console:" + port, "http://evil_page:" + port))
          .contains(" 403 ");
      assertThat(logOut(console, "my_console:" + port, "null")).contains(" 403 ");
    }
  }

  private static String logOut(RunningConsole console, String host, String origin)
      throws Exception {
    return raw(
        console,
        "DELETE /session HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nConnection: close\r\n\r\n"
            .formatted(host, origin));
  }

  @Test
  void whoComesThroughAProxyIsNotThisMachinesUser() throws Exception {
    try (RunningConsole console = RunningConsole.local(folder)) {
      for (String header : List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")) {
        HttpResponse<String> answer =
            console.send(console.request("/v1/state").header(header, "192.0.2.1"));
        assertThat(answer.statusCode()).as(header).isEqualTo(403);
        assertThat(answer.body()).contains("console.public-origin");
      }
    }
  }

  @Test
  void otherNamesTakeTokens() {
    URI origin = URI.create("https://console.example.org");
    for (Listen listen :
        List.of(
            new Listen(Listen.LOOPBACK, 0, Set.of("console.example.org"), null, null, null),
            new Listen(Listen.LOOPBACK, 0, Set.of(), null, null, origin),
            new Listen(Listen.LOOPBACK, 0, Set.of(), null, null, origin.resolve("/path")))) {
      assertThatThrownBy(listen::requireSafe)
          .isInstanceOf(AmelesException.class)
          .hasMessageContaining("console.");
    }
  }

  @Test
  void aStreamEndsWithTheSessionThatOpenedIt() throws Exception {
    String reader = Tokens.create(new SecureRandom());
    Path tokens = folder.resolve("tokens");
    Files.writeString(tokens, Tokens.line("reader", Set.of(Right.READ), reader));
    Listen listen = new Listen(Listen.LOOPBACK, 0, Set.of(), tokens, null, null);
    try (RunningConsole console = new RunningConsole(folder, listen, new InMemoryTopics())) {
      HttpResponse<String> session = console.post("/session", "{\"token\":\"" + reader + "\"}");
      String cookie = session.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
      HttpResponse<Stream<String>> stream =
          HttpClient.newHttpClient()
              .send(
                  console.request("/v1/stream").header("Cookie", cookie).build(),
                  HttpResponse.BodyHandlers.ofLines());
      console.send(console.request("/session").header("Cookie", cookie).DELETE());
      fact(console.topics, 9, "a", "accuracy.window", null, 0.5);
      try (Stream<String> lines = stream.body()) {
        assertThat(lines.filter(line -> line.contains("[[9000,9,0.5]]"))).isEmpty();
      }
    }
  }

  @Test
  void streamAndSessionEndWithTheirToken() throws Exception {
    Path tokens = folder.resolve("tokens");
    TokensFile file = new TokensFile(tokens);
    file.add("other", "read", new SecureRandom());
    String reader = file.add("reader", "read", new SecureRandom());
    Listen listen = new Listen(Listen.LOOPBACK, 0, Set.of(), tokens, null, null);
    try (RunningConsole console = new RunningConsole(folder, listen, new InMemoryTopics())) {
      HttpResponse<String> session = console.post("/session", "{\"token\":\"" + reader + "\"}");
      String cookie = session.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
      HttpRequest.Builder state = console.request("/v1/state").header("Cookie", cookie);
      HttpResponse<Stream<String>> stream = stream(console, cookie);
      assertThat(console.send(state).statusCode()).isEqualTo(200);

      // Other rights: the stream would go on saying the old ones.
      Files.writeString(
          tokens,
          Files.readString(tokens).replace("reader read ", "reader read,predict "),
          StandardCharsets.UTF_8);
      await(() -> console.send(state).body().contains("\"predict\""));
      fact(console.topics, 8, "a", "accuracy.window", null, 0.25);
      try (Stream<String> lines = stream.body()) {
        assertThat(lines.filter(line -> line.contains("[[8000,8,0.25]]"))).isEmpty();
      }

      HttpResponse<Stream<String>> another = stream(console, cookie);
      file.remove("reader");
      await(() -> console.send(state).statusCode() == 401);
      assertThat(with(console, "/v1/state", reader)).isEqualTo(401);
      fact(console.topics, 9, "a", "accuracy.window", null, 0.5);
      try (Stream<String> lines = another.body()) {
        assertThat(lines.filter(line -> line.contains("[[9000,9,0.5]]"))).isEmpty();
      }
    }
  }

  private static HttpResponse<Stream<String>> stream(RunningConsole console, String cookie)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            console.request("/v1/stream").header("Cookie", cookie).build(),
            HttpResponse.BodyHandlers.ofLines());
  }

  /** The test's time limit ends it otherwise. */
  private static void await(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      Thread.onSpinWait();
    }
  }

  private static int with(RunningConsole console, String path, String token) throws Exception {
    return console
        .send(console.request(path).header("Authorization", "Bearer " + token))
        .statusCode();
  }

  @Test
  void whatKafkaDoesNotTakeIsNotPromised() throws Exception {
    try (RunningConsole console = RunningConsole.local(folder)) {
      HttpResponse<String> answer =
          console.post("/v1/deletions", "{\"scope\":\"SUBJECT\",\"subject\":\"person-17\"}");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("\"code\":\"UNAVAILABLE\"").doesNotContain("person-17");
    }
  }

  @Test
  void manyRequestsAtOnceAreAllAnsweredWithoutKafka() throws Exception {
    try (RunningConsole console = RunningConsole.local(folder)) {
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request =
          console
              .request("/v1/deletions")
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{\"scope\":\"LABEL\",\"label\":\"x\"}"))
              .build();
      List<CompletableFuture<HttpResponse<String>>> answers =
          Stream.generate(() -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
              .limit(24)
              .toList();
      assertThat(answers)
          .extracting(answer -> answer.join().statusCode())
          .contains(503) // whoever was sending
          .isSubsetOf(429, 503);
    }
  }

  @Test
  void onlyWellFormedRequestsGoThrough() throws Exception {
    try (RunningConsole console = RunningConsole.local(folder)) {
      for (String json :
          List.of(
              "",
              "[]",
              "{",
              "{\"scope\":\"LABEL\"}",
              "{\"scope\":\"label\",\"label\":\"x\"}",
              "{\"scope\":\"LABEL\",\"label\":\"x\",\"subject\":\"y\"}",
              "{\"scope\":\"LABEL\",\"label\":\"x\",\"label\":\"y\"}",
              "{\"scope\":\"LABEL\",\"label\":\"x\"} {}",
              "{\"scope\":\"LABEL\",\"label\":7}",
              "{\"scope\":\"LABEL\",\"label\":\"x\",\"more\":1}",
              "{\"scope\":\"EXAMPLES\",\"exampleIds\":[]}",
              "{\"scope\":\"LABEL\",\"label\":\"x\",\"action\":\"EXTEND\"}",
              "{\"scope\":\"LABEL\",\"label\":\"x\",\"action\":\"CONFIRM\"}")) {
        HttpResponse<String> answer = console.post("/v1/deletions", json);
        assertThat(answer.statusCode()).as(json).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type"))
            .contains("application/problem+json");
      }
      assertThat(console.post("/v1/deletions", " ".repeat(1 << 19)).statusCode()).isEqualTo(413);
      assertThat(
              console
                  .post(
                      "/v1/deletions",
                      "{\"scope\":\"LABEL\",\"label\":\"x\",\"action\":\"CONFIRM\",\"requestId\":\"r\"}")
                  .statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void garbageIsNeverADefect() throws Exception {
    Random random = new Random(5);
    List<String> paths =
        List.of("/v1/predict", "/v1/deletions", "/v1/receipts/verify", "/session", "/v1/series");
    List<String> pieces =
        List.of(
            "{",
            "}",
            "[",
            "]",
            "\"instances\"",
            ":",
            ",",
            "1e999",
            "null",
            "\"features\"",
            "\"scope\"",
            "\"\\ud800\"",
            "NaN",
            "-",
            "\u0000",
            "\"top\"",
            "true",
            "\"a\"");
    try (RunningConsole console = RunningConsole.local(folder)) {
      for (int i = 0; i < 400; i++) {
        StringBuilder body = new StringBuilder(random.nextBoolean() ? "{" : "");
        random.ints(random.nextInt(12), 0, pieces.size()).forEach(n -> body.append(pieces.get(n)));
        String path = paths.get(random.nextInt(paths.size()));
        assertThat(console.post(path, body.toString()).statusCode())
            .as("%s %s", path, body)
            .isBetween(200, 499);
      }
      for (String path :
          List.of(
              "/v1/series",
              "/v1/series?name=a&max=x",
              "/v1/series?name=a&max=1&max=2",
              "/v1/deletions?limit=-1",
              "/v1/deletions?stage=x",
              "/v1/deletions/%2F%2E%2E",
              "/v1/deletions/a%2Fb",
              "/v1/models/x",
              "/v1/models/99999999999999999999",
              "/v1/none",
              "/v1/models/..%2f..",
              "/%25",
              "/v1/deletions?x=%ff",
              "/v1//state")) {
        assertThat(console.get(path).statusCode()).as(path).isBetween(400, 499);
      }
    }
  }

  @Test
  void withoutAVersionNothingIsPredicted() throws Exception {
    try (RunningConsole console = RunningConsole.local(folder)) {
      assertThat(console.post("/v1/predict", "{\"instances\":[{\"features\":[1,2]}]}").statusCode())
          .isEqualTo(503);
    }
  }
}

package io.ameles.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ameles.console.http.Listen;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.serve.ServeSettings;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.ModelMetric;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.schema.TopicNames;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Properties;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A console with real HTTP and topics in memory. */
final class RunningConsole implements AutoCloseable {
  static final TopicNames TOPICS = new TopicNames("");
  static final String MODEL = "m";

  final InMemoryTopics topics;
  private final Console console;
  private final HttpClient client = HttpClient.newHttpClient();

  RunningConsole(Path folder, Listen listen, InMemoryTopics topics) {
    AvroGuards.establish();
    this.topics = topics;
    Properties kafka = new Properties();
    kafka.put("bootstrap.servers", "127.0.0.1:1"); // nobody listens there
    kafka.put("max.block.ms", "200");
    ConsoleSettings settings =
        new ConsoleSettings(
            MODEL,
            TOPICS,
            kafka,
            folder,
            new TensorDevice("cpu"),
            new ServeSettings(null, null),
            "{\"keys\":[]}",
            null,
            listen);
    console = Console.start(settings, topics, Clock.systemUTC());
  }

  static RunningConsole local(Path folder) {
    return new RunningConsole(folder, Listen.local(0), new InMemoryTopics());
  }

  URI uri(String path) {
    String base = console.uri().toString();
    return URI.create(base.substring(0, base.length() - 1) + path);
  }

  static void fact(
      InMemoryTopics topics,
      long epoch,
      @Nullable String learner,
      String name,
      @Nullable String tag,
      double value) {
    topics.send(
        TOPICS.modelMetrics(),
        SingleObjectCodec.of(ModelMetric.class)
            .encode(
                ModelMetric.newBuilder()
                    .setModel(MODEL)
                    .setEpoch(epoch)
                    .setLearner(learner)
                    .setName(name)
                    .setTag(tag)
                    .setValue(value)
                    .setMeasuredAt(Instant.ofEpochMilli(1_000 * epoch))
                    .build()));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Asks until the answer is as wanted; the test's time limit ends it otherwise. */
  JsonNode await(String path, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
    while (true) {
      JsonNode answer = new ObjectMapper().readTree(get(path).body());
      if (wanted.test(answer)) {
        return answer;
      }
    }
  }

  @Override
  public void close() {
    console.close();
  }
}

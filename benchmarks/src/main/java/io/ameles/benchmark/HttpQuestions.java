package io.ameles.benchmark;

import io.ameles.console.Console;
import io.ameles.console.ConsoleSettings;
import io.ameles.console.http.Listen;
import io.ameles.model.serve.Question;
import io.ameles.model.serve.ServeSettings;
import io.ameles.stream.job.JobSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** Asks the console: from before the request until its whole answer is there. */
final class HttpQuestions implements Questions {
  private static final int INSTANCES = 256;
  private static final int REQUESTS_AT_ONCE = 4;

  private final Console console;
  private final URI uri;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final BlockingQueue<Double> answeredMillis = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(REQUESTS_AT_ONCE);

  HttpQuestions(JobSettings job) {
    console =
        Console.start(
            new ConsoleSettings(
                job.model(),
                job.topics(),
                job.kafka(),
                job.modelStore(),
                job.device(),
                new ServeSettings(job.predictions().learner(), job.intake().encoder()),
                job.receipts().keys().publicKeys(),
                null,
                Listen.local(0)));
    uri = console.uri().resolve("/v1/predict");
  }

  @Override
  public String name() {
    return "HTTP";
  }

  @Override
  public void ask(float[] features) {
    send(new float[][] {features}, () -> {});
  }

  @Override
  public void askAll(float[][] features) {
    for (int from = 0; from < features.length; from += INSTANCES) {
      room.acquireUninterruptibly();
      send(
          Arrays.copyOfRange(features, from, Math.min(features.length, from + INSTANCES)),
          room::release);
    }
  }

  private void send(float[][] rows, Runnable then) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body(rows)))
            .build();
    long sent = System.nanoTime();
    var unused =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.ofString())
            .whenComplete((answer, failure) -> take(rows.length, sent, answer, failure, then));
  }

  private void take(
      int rows, long sent, HttpResponse<String> answer, Throwable failure, Runnable then) {
    boolean good = failure == null && answer.statusCode() == 200;
    double millis = good ? (System.nanoTime() - sent) / 1e6 : Double.NaN;
    for (int row = 0; row < rows; row++) {
      answeredMillis.add(millis);
    }
    then.run();
  }

  private static String body(float[][] rows) {
    return Arrays.stream(rows)
        .map(
            row ->
                "{\"featuresBase64\":\"%s\"}"
                    .formatted(Base64.getEncoder().encodeToString(Question.bytes(row).array())))
        .collect(Collectors.joining(",", "{\"top\":5,\"instances\":[", "]}"));
  }

  @Override
  public List<Double> await(int count) {
    List<Double> millis = new ArrayList<>();
    while (millis.size() < count) {
      millis.add(next());
    }
    return millis;
  }

  private double next() {
    try {
      double millis = answeredMillis.take();
      if (Double.isNaN(millis)) {
        throw new IllegalStateException("a question was not answered");
      }
      return millis;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    console.close();
  }
}

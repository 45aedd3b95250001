package io.ameles.console;

import io.ameles.client.DeletionWatermark;
import io.ameles.client.PredictionDesk;
import io.ameles.console.answer.AlertWatch;
import io.ameles.console.answer.Exposition;
import io.ameles.console.answer.States;
import io.ameles.console.answer.VersionBook;
import io.ameles.console.desk.DeletionDesk;
import io.ameles.console.desk.ReceiptCheck;
import io.ameles.console.http.ConsoleServer;
import io.ameles.console.http.Services;
import io.ameles.console.picture.Picture;
import io.ameles.console.tail.KafkaTopics;
import io.ameles.console.tail.Lookout;
import io.ameles.console.tail.Tail;
import io.ameles.console.tail.Topics;
import io.ameles.model.AmelesException;
import io.ameles.model.request.RequestSigner;
import io.ameles.model.serve.Predictor;
import io.ameles.model.sign.SigningKey;
import io.ameles.model.version.VersionStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A running console: follows what a job writes, and shows it. Keeps nothing on disk; what it knows
 * it reads from the topics again when it starts.
 */
public final class Console implements AutoCloseable {
  private final ConsoleServer server;
  private final List<Runnable> ends;

  private Console(ConsoleServer server, List<Runnable> ends) {
    this.server = server;
    this.ends = ends;
  }

  /**
   * Starts one; it answers when this returns, and reads on in the background, whether Kafka can be
   * reached yet or not.
   *
   * @throws AmelesException if the settings are not acceptable or the port cannot be used
   */
  public static Console start(ConsoleSettings settings) {
    settings.listen().requireSafe();
    return start(settings, new KafkaTopics(settings.kafka()), Clock.systemUTC());
  }

  static Console start(ConsoleSettings settings, Topics topics, Clock clock) {
    Picture picture = new Picture(settings.model());
    VersionStore store = new VersionStore(settings.modelStore(), settings.model());
    PredictionDesk predictions =
        new PredictionDesk(
            new Predictor(store, settings.device(), settings.serve()),
            new DeletionWatermark(settings.kafka(), settings.topics().deletionEvents(), clock));
    DeletionDesk desk = new DeletionDesk(settings.kafka(), settings.topics(), signer(settings));
    Tail tail = Tail.start(topics, settings.topics(), picture);
    Lookout lookout = Lookout.start(store, topics, settings.topics());
    AlertWatch watch = AlertWatch.start(picture, tail, lookout, clock);
    VersionBook versions = new VersionBook(store);
    String receipts = settings.topics().deletionReceipts();
    Services services =
        new Services(
            settings.model(),
            receipts,
            picture,
            tail,
            lookout,
            versions,
            new States(
                settings.model(), picture, tail, lookout, versions, predictions, watch, clock),
            new Exposition(settings.model(), picture, tail, lookout),
            topics,
            predictions,
            desk,
            new ReceiptCheck(topics, receipts, settings.publicKeys()),
            clock);
    List<Runnable> ends =
        List.of(
            watch::close,
            predictions::close,
            desk::close,
            lookout::close,
            tail::close,
            topics::close);
    try {
      return new Console(ConsoleServer.start(settings.listen(), services), ends);
    } catch (RuntimeException e) {
      ends.forEach(Runnable::run);
      throw e;
    }
  }

  /** What signs requests to forget, if they are signed. */
  static @Nullable RequestSigner signer(ConsoleSettings settings) {
    Path key = settings.requestKey();
    return key == null ? null : new RequestSigner(settings.model(), SigningKey.read(key).signer());
  }

  /** The address of the page. */
  public URI uri() {
    return server.uri();
  }

  @Override
  public void close() {
    server.close();
    ends.forEach(Runnable::run);
  }
}

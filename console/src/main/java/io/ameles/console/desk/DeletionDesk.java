package io.ameles.console.desk;

import io.ameles.client.EventSender;
import io.ameles.model.AmelesException;
import io.ameles.model.request.RequestSigner;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.TopicNames;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends requests to forget, signed if there is a key. Thread-safe; one at a time. */
public final class DeletionDesk {
  private final Consumer<DeletionEvent> sender;
  private final @Nullable RequestSigner signer;

  DeletionDesk(Consumer<DeletionEvent> sender, @Nullable RequestSigner signer) {
    this.sender = sender;
    this.signer = signer;
  }

  /**
   * A desk that sends to Kafka.
   *
   * @param kafka client properties, {@code bootstrap.servers} among them
   * @param signer null: requests go unsigned
   */
  public static DeletionDesk of(
      Properties kafka, TopicNames topics, @Nullable RequestSigner signer) {
    Properties impatient = new Properties();
    impatient.putAll(kafka);
    impatient.putIfAbsent("max.block.ms", "5000");
    impatient.putIfAbsent("request.timeout.ms", "5000");
    impatient.putIfAbsent("delivery.timeout.ms", "10000");
    return new DeletionDesk(
        request -> {
          try (EventSender sender = new EventSender(impatient, topics)) {
            sender.send(request);
            sender.flush();
          }
        },
        signer);
  }

  /**
   * Sends a request; it is in Kafka when this returns.
   *
   * @throws AmelesException if Kafka does not take it within seconds
   */
  public synchronized void send(DeletionEvent request) {
    sender.accept(signer == null ? request : signer.sign(request));
  }
}

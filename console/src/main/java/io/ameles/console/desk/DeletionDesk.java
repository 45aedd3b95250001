package io.ameles.console.desk;

import io.ameles.client.DeletionSender;
import io.ameles.model.AmelesException;
import io.ameles.model.request.RequestSigner;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.TopicNames;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Sends requests to forget, signed if there is a key. Thread-safe. */
public final class DeletionDesk implements AutoCloseable {
  private final DeletionSender sender;
  private final @Nullable RequestSigner signer;

  /**
   * @param kafka client properties, {@code bootstrap.servers} among them
   * @param signer null: requests go unsigned
   */
  public DeletionDesk(Properties kafka, TopicNames topics, @Nullable RequestSigner signer) {
    this.sender = new DeletionSender(kafka, topics);
    this.signer = signer;
  }

  /**
   * Sends a request; it is in Kafka when this returns.
   *
   * @throws AmelesException if Kafka does not take it within seconds
   */
  public void send(DeletionEvent request) {
    sender.send(signer == null ? request : signer.sign(request));
  }

  @Override
  public void close() {
    sender.close();
  }
}

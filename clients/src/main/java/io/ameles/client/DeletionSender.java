package io.ameles.client;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.schema.TopicNames;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to forget, each of which is in Kafka when its call returns. All share a producer,
 * which is made with the first of them and made anew after a failure that may have broken it.
 *
 * <p>Thread-safe; nobody waits for somebody else's request.
 */
public final class DeletionSender implements AutoCloseable {
  private static final int SECONDS_OF_PATIENCE = 10;

  private final String topic;
  private final Supplier<Producer<byte[], byte[]>> maker;
  private final SingleObjectCodec<DeletionEvent> codec = SingleObjectCodec.of(DeletionEvent.class);
  private @Nullable Producer<byte[], byte[]> shared;
  private boolean closed;

  /**
   * @param kafka client properties, {@code bootstrap.servers} among them; where they say nothing, a
   *     request that Kafka has not taken within seconds has failed
   * @param topics names of the topics
   */
  public DeletionSender(Properties kafka, TopicNames topics) {
    this(topics.deletionEvents(), () -> producer(kafka));
  }

  DeletionSender(String topic, Supplier<Producer<byte[], byte[]>> maker) {
    this.topic = topic;
    this.maker = maker;
  }

  private static Producer<byte[], byte[]> producer(Properties kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.putIfAbsent(ProducerConfig.ACKS_CONFIG, "all");
    properties.putIfAbsent(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
    properties.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
    properties.putIfAbsent(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(1_000 * SECONDS_OF_PATIENCE));
    properties.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(8 << 20));
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Sends a request; it is in Kafka when this returns.
   *
   * @throws AmelesException with {@link ErrorCode#KAFKA} if that is not certain: it may be there
   *     all the same, and it does no harm to send it again
   */
  public void send(DeletionEvent request) {
    byte[] value = codec.encode(request);
    Producer<byte[], byte[]> producer = null;
    try {
      producer = producer();
      producer.send(new ProducerRecord<>(topic, EventSender.key(request), value)).get();
    } catch (ExecutionException e) {
      throw failed(producer, e.getCause());
    } catch (KafkaException | IllegalStateException e) {
      throw failed(producer, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(null, e);
    }
  }

  private synchronized Producer<byte[], byte[]> producer() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    Producer<byte[], byte[]> known = shared;
    if (known == null) {
      known = maker.get();
      shared = known;
    }
    return known;
  }

  /** Without Kafka's message, which may quote what was configured. */
  private AmelesException failed(
      @Nullable Producer<byte[], byte[]> producer, @Nullable Throwable cause) {
    if (producer != null && !(cause instanceof TimeoutException)) {
      discard(producer);
    }
    String kind = cause == null ? "no reason given" : cause.getClass().getSimpleName();
    return new AmelesException(
        ErrorCode.KAFKA,
        "Kafka did not take the request (%s); send it again.".formatted(kind),
        cause);
  }

  private void discard(Producer<byte[], byte[]> broken) {
    boolean mine;
    synchronized (this) {
      mine = shared == broken;
      if (mine) {
        shared = null;
      }
    }
    if (mine) {
      broken.close(Duration.ZERO);
    }
  }

  @Override
  public void close() {
    Producer<byte[], byte[]> last;
    synchronized (this) {
      closed = true;
      last = shared;
      shared = null;
    }
    if (last != null) {
      last.close(Duration.ofSeconds(SECONDS_OF_PATIENCE));
    }
  }
}

package io.ameles.client;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.schema.TopicNames;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends labelled events and deletions, each under its subject as key (or, where records are to be
 * erased one by one, every example under a key of its own), and remembers how far each partition
 * got. A failed send is thrown by the next call.
 *
 * <p>NOT thread-safe.
 */
public final class EventSender implements AutoCloseable {
  private static final byte[] NO_KEY = "all".getBytes(StandardCharsets.UTF_8);

  private final TopicNames topics;
  private final boolean keyPerExample;
  private final Producer<byte[], byte[]> producer;
  private final SingleObjectCodec<LabeledEvent> events = SingleObjectCodec.of(LabeledEvent.class);
  private final SingleObjectCodec<DeletionEvent> deletions =
      SingleObjectCodec.of(DeletionEvent.class);
  private final Map<String, Map<Integer, Long>> next = new ConcurrentHashMap<>();
  private final Map<String, Map<Integer, Long>> first = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * @param kafka client properties, {@code bootstrap.servers} among them
   * @param topics names of the topics
   */
  public EventSender(Properties kafka, TopicNames topics) {
    this(kafka, topics, false);
  }

  /**
   * @param kafka client properties, {@code bootstrap.servers} among them
   * @param topics names of the topics
   * @param keyPerExample whether records are to be erased one by one
   */
  public EventSender(Properties kafka, TopicNames topics, boolean keyPerExample) {
    this.topics = topics;
    this.keyPerExample = keyPerExample;
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.putIfAbsent(ProducerConfig.ACKS_CONFIG, "all");
    properties.putIfAbsent(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "20");
    properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, "20000");
    properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(1 << 18));
    properties.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(8 << 20));
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Features as they travel: float32 little-endian. */
  public static ByteBuffer features(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  /** Sends an event; returns before it has arrived. */
  public void send(LabeledEvent event) {
    send(topics.labeledEvents(), key(event), events.encode(event));
  }

  private byte[] key(LabeledEvent event) {
    String subject = event.getSubject();
    String key = subject == null ? event.getId() : subject;
    if (keyPerExample) {
      // With the subject's length in front, no two examples share a key, whatever their ids hold.
      key =
          subject == null
              ? "-:" + event.getId()
              : "%d:%s:%s".formatted(subject.length(), subject, event.getId());
    }
    return key.getBytes(StandardCharsets.UTF_8);
  }

  /** Sends a deletion; returns before it has arrived. */
  public void send(DeletionEvent deletion) {
    send(topics.deletionEvents(), key(deletion), deletions.encode(deletion));
  }

  /** The same for a request and for whatever is said about it, so that they stay in order. */
  static byte[] key(DeletionEvent deletion) {
    if (deletion.getSubject() != null) {
      return deletion.getSubject().getBytes(StandardCharsets.UTF_8);
    }
    return switch (deletion.getScope()) {
      case LABEL, TASK -> NO_KEY;
      case SUBJECT, EXAMPLES -> deletion.getRequestId().getBytes(StandardCharsets.UTF_8);
    };
  }

  private void send(String topic, byte[] key, byte[] value) {
    throwFailure();
    var unused = producer.send(new ProducerRecord<>(topic, key, value), this::sent);
  }

  private void sent(RecordMetadata metadata, @Nullable Exception problem) {
    if (problem != null) {
      failure.compareAndSet(null, problem);
      return;
    }
    next.computeIfAbsent(metadata.topic(), topic -> new ConcurrentHashMap<>())
        .merge(metadata.partition(), metadata.offset() + 1, Math::max);
    first
        .computeIfAbsent(metadata.topic(), topic -> new ConcurrentHashMap<>())
        .merge(metadata.partition(), metadata.offset(), Math::min);
  }

  private void throwFailure() {
    Exception problem = failure.get();
    if (problem != null) {
      throw new AmelesException(
          ErrorCode.KAFKA, "Kafka did not take an event: " + problem.getMessage(), problem);
    }
  }

  /**
   * Waits until everything sent has arrived.
   *
   * @return per topic and partition: the offset after the last record that arrived
   */
  public SortedMap<String, SortedMap<Integer, Long>> flush() {
    producer.flush();
    throwFailure();
    SortedMap<String, SortedMap<Integer, Long>> offsets = new TreeMap<>();
    next.forEach((topic, partitions) -> offsets.put(topic, new TreeMap<>(partitions)));
    return offsets;
  }

  /**
   * Where the first record lies that this has sent, of those that have arrived.
   *
   * @return per partition of {@code topic}
   */
  public SortedMap<Integer, Long> first(String topic) {
    return new TreeMap<>(first.getOrDefault(topic, Map.of()));
  }

  @Override
  public void close() {
    producer.close();
  }
}

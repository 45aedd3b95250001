package io.ameles.embedded;

import io.ameles.model.AmelesException;
import io.ameles.schema.TopicNames;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A single-node Kafka broker that runs in this JVM and listens on 127.0.0.1.
 *
 * <p>Topics, records, committed offsets and transactions are kept in the directory and survive
 * {@link #stop()}, {@link #close()} and the end of the process; one broker at a time may use a
 * directory. Topics are never created by mere use, see {@link #createTopics}. Nothing stops the
 * broker when the JVM ends; without a stop, the next start takes some seconds longer and recovers.
 *
 * <p>A broker in trouble never ends the JVM: trouble at start is thrown, trouble later is logged
 * and reported by {@link #failure()}. Kafka's switch for that is one per JVM, so from the first
 * start on it holds for all code of Kafka in this JVM, and a refused exit is reported by the broker
 * that started last.
 *
 * <p>Thread-safe; {@code start}, {@code stop} and {@code close} wait for each other.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

  private final Path directory;
  private int port;
  private @Nullable Broker broker;
  private boolean closed;

  private EmbeddedKafka(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /**
   * Returns a broker that is running and accepts clients.
   *
   * @param directory where the data are, or will be: it is created and formatted when needed, and
   *     never deleted
   * @param port the port to listen on, 0 for any free one
   * @throws AmelesException if the port or the directory is in use, or the broker does not come up;
   *     nothing is left running then
   */
  public static EmbeddedKafka startIn(Path directory, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be between 0 and 65535, was " + port);
    }
    EmbeddedKafka kafka = new EmbeddedKafka(directory.toAbsolutePath().normalize(), port);
    kafka.start();
    return kafka;
  }

  /** Returns the address for {@code bootstrap.servers}; it stays the same over restarts. */
  public synchronized String bootstrapServers() {
    return LoopbackSockets.HOST + ":" + port;
  }

  /** Returns the port of {@link #bootstrapServers()}, never 0. */
  public synchronized int port() {
    return port;
  }

  /** Returns the directory of the data, absolute. */
  public Path directory() {
    return directory;
  }

  /** Returns whether the broker has been started and not been stopped. */
  public synchronized boolean isRunning() {
    return broker != null;
  }

  /**
   * Returns the first fault since the last start after which the broker cannot be relied upon,
   * empty while it is well or stopped.
   */
  public synchronized Optional<Throwable> failure() {
    return broker == null ? Optional.empty() : broker.failure();
  }

  /**
   * Starts the broker again, on the same port and with the same data; does nothing if it runs.
   *
   * @throws AmelesException as in {@link #startIn}
   * @throws IllegalStateException if this was closed
   */
  public synchronized void start() {
    if (closed) {
      throw new IllegalStateException("the embedded Kafka broker was closed");
    }
    if (broker == null) {
      Broker started = Broker.start(directory, port);
      broker = started;
      port = started.port();
      LOG.info("Embedded Kafka broker listens on {}, data in {}", bootstrapServers(), directory);
    }
  }

  /**
   * Shuts the broker down cleanly and releases port and directory; does nothing if it is stopped.
   */
  public synchronized void stop() {
    if (broker != null) {
      broker.stop();
      broker = null;
      LOG.info("Embedded Kafka broker on {} stopped", bootstrapServers());
    }
  }

  /**
   * Creates the topics that do not exist yet and waits until the broker announces all of them. A
   * topic that exists is left as it is, whatever its number of partitions.
   *
   * @throws AmelesException if a topic cannot be created, for instance for its name
   * @throws IllegalStateException if the broker is stopped
   */
  public void createTopics(int partitions, Collection<String> names) {
    if (!isRunning()) {
      throw new IllegalStateException("the embedded Kafka broker is stopped");
    }
    Topics.create(bootstrapServers(), partitions, names);
  }

  /**
   * Creates the topics of a job: its inputs with {@code partitions}, its outputs with one.
   *
   * @throws AmelesException as in {@link #createTopics(int, Collection)}
   */
  public void createTopics(TopicNames topics, int partitions) {
    createTopics(partitions, topics.inputs());
    createTopics(1, topics.outputs());
  }

  /** Stops the broker for good; the data stay. */
  @Override
  public synchronized void close() {
    closed = true;
    stop();
  }
}

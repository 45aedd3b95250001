package io.ameles.embedded;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;

/**
 * A Kafka broker for all tests of one class, empty at first.
 *
 * <p>Register it in a static field, before any extension that needs the broker:
 *
 * <pre>{@code
 * @RegisterExtension static final KafkaBinding KAFKA = KafkaBinding.embedded();
 * }</pre>
 *
 * <p>A suite that is to run against each kind of broker is an abstract class with an abstract
 * {@code KafkaBinding kafka()}, and has one subclass per binding. The tests of a class share the
 * broker, so each uses topics of its own.
 */
public interface KafkaBinding extends BeforeAllCallback, AfterAllCallback {

  /**
   * Returns a binding to {@link EmbeddedKafka}, on any free port and with a temporary directory.
   */
  static KafkaBinding embedded() {
    return new EmbeddedKafkaBinding();
  }

  /**
   * Returns a binding to Kafka's published image; where there is no Docker engine the tests of the
   * class are skipped, and the log says so.
   */
  static KafkaBinding container() {
    return new ContainerKafkaBinding();
  }

  /** Returns the address for {@code bootstrap.servers}, from before the first test on. */
  String bootstrapServers();

  /** Creates the topics that do not exist yet and waits until the broker announces them. */
  default void createTopics(int partitions, String... names) {
    Topics.create(bootstrapServers(), partitions, List.of(names));
  }
}

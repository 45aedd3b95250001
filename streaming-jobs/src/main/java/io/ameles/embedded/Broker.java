package io.ameles.embedded;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * One life of the broker, from start to stop.
 *
 * <p>This is what {@code kafka.server.KafkaRaftServer} does, with two of its parts replaced: the
 * listening sockets are bound before (so port 0 and "port in use" are settled without a race), and
 * a fault is recorded instead of ending the process.
 */
final class Broker {

  private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

  /** Bounds {@link #stop} when the controller, which must agree to a stop, is broken. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final BrokerFaults faults = new BrokerFaults();

  /** What undoes the start so far, last step first. */
  private final Deque<AutoCloseable> undo = new ArrayDeque<>();

  private int port;

  private Broker() {}

  /**
   * Starts a broker and waits until it accepts clients.
   *
   * @param port the port to listen on, 0 for any free one
   */
  static Broker start(Path directory, int port) {
    Broker broker = new Broker();
    try {
      broker.run(directory, port);
      return broker;
    } catch (AmelesException e) {
      broker.stop();
      throw e;
    } catch (Exception | LinkageError | InternalError e) {
      // Errors: an artifact of Kafka that is missing, a mapped file on a full disk.
      broker.stop();
      throw broker.startFailure(directory, e);
    }
  }

  int port() {
    return port;
  }

  Optional<Throwable> failure() {
    return faults.first();
  }

  /** Undoes each step of the start, also when one of them cannot be undone. */
  void stop() {
    while (!undo.isEmpty()) {
      try {
        undo.pop().close();
      } catch (Exception e) {
        LOG.warn("A part of the embedded Kafka broker did not stop cleanly", e);
      }
    }
  }

  private void run(Path directory, int requestedPort) throws Exception {
    undo.push(DirectoryLock.acquire(directory));
    BrokerStorage.formatIfNew(directory);
    LoopbackSockets sockets = LoopbackSockets.bind(requestedPort);
    undo.push(sockets);
    port = sockets.brokerPort();
    faults.refuseProcessExit();

    KafkaConfig config = KafkaConfig.fromProps(BrokerSettings.of(directory, sockets), false);
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> storage =
        KafkaRaftServer.initializeLogDirs(config, LOG, "");
    SharedServer shared = sharedServer(config, storage._1(), sockets);
    ControllerServer controller =
        new ControllerServer(shared, KafkaRaftServer.configSchema(), storage._2());
    BrokerServer broker = new BrokerServer(shared);
    undo.push(controller::shutdown);
    controller.startup();
    undo.push(() -> broker.shutdown(STOP_TIMEOUT));
    broker.startup();
  }

  private SharedServer sharedServer(
      KafkaConfig config, MetaPropertiesEnsemble directories, LoopbackSockets sockets) {
    String clusterId = directories.clusterId().orElseThrow();
    Metrics metrics = Server.initializeMetrics(config, Time.SYSTEM, clusterId);
    undo.push(metrics);
    return new SharedServer(
        config,
        directories,
        Time.SYSTEM,
        metrics,
        CompletableFuture.completedFuture(
            Map.of(BrokerSettings.NODE_ID, sockets.controllerAddress())),
        List.of(),
        faults,
        sockets);
  }

  private AmelesException startFailure(Path directory, Throwable thrown) {
    if (thrown instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    Throwable cause = faults.first().orElse(thrown);
    return new AmelesException(
        ErrorCode.KAFKA,
        "The embedded Kafka broker did not start: "
            + cause
            + ". See the log for details; if its data may be lost, delete "
            + directory
            + " and start again.",
        cause);
  }
}

package io.ameles.embedded;

import java.nio.file.Path;
import java.util.Properties;

/** The configuration of the one node; whatever is not said here is Kafka's default. */
final class BrokerSettings {

  static final int NODE_ID = 1;
  static final String BROKER_LISTENER = "BROKER";
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final int MEBIBYTE = 1024 * 1024;

  private BrokerSettings() {}

  static Properties of(Path directory, LoopbackSockets sockets) {
    Properties settings = new Properties();
    addNode(settings, directory, sockets);
    addInternalTopics(settings);
    addLimits(settings);
    addThreads(settings);
    return settings;
  }

  private static void addNode(Properties settings, Path directory, LoopbackSockets sockets) {
    String controller = LoopbackSockets.HOST + ":" + sockets.controllerAddress().getPort();
    String broker = BROKER_LISTENER + "://" + LoopbackSockets.HOST + ":" + sockets.brokerPort();
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", Integer.toString(NODE_ID));
    settings.setProperty("log.dirs", directory.toString());
    settings.setProperty("listeners", broker + "," + CONTROLLER_LISTENER + "://" + controller);
    settings.setProperty("advertised.listeners", broker);
    settings.setProperty("inter.broker.listener.name", BROKER_LISTENER);
    settings.setProperty("controller.listener.names", CONTROLLER_LISTENER);
    settings.setProperty(
        "listener.security.protocol.map",
        BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    settings.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
    // By default a start that cannot succeed waits for ever.
    settings.setProperty("server.max.startup.time.ms", "60000");
    // After a crash the node waits until the session of its former life has ended.
    settings.setProperty("broker.session.timeout.ms", "3000");
    settings.setProperty("broker.heartbeat.interval.ms", "500");
  }

  /** One replica, because there is one node, and few partitions, because each costs start time. */
  private static void addInternalTopics(Properties settings) {
    settings.setProperty("default.replication.factor", "1");
    settings.setProperty("min.insync.replicas", "1");
    settings.setProperty("offsets.topic.replication.factor", "1");
    settings.setProperty("offsets.topic.num.partitions", "4");
    settings.setProperty("transaction.state.log.replication.factor", "1");
    settings.setProperty("transaction.state.log.min.isr", "1");
    settings.setProperty("transaction.state.log.num.partitions", "4");
    settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
    settings.setProperty("share.coordinator.state.topic.min.isr", "1");
    settings.setProperty("share.coordinator.state.topic.num.partitions", "1");
  }

  private static void addLimits(Properties settings) {
    settings.setProperty("auto.create.topics.enable", "false");
    settings.setProperty("group.initial.rebalance.delay.ms", "0");
    settings.setProperty("message.max.bytes", Integer.toString(8 * MEBIBYTE));
    // Kafka's default, said because the transaction timeout of our sinks is checked against it.
    settings.setProperty("transaction.max.timeout.ms", "900000");
    // Retention goes by the time in the record: a replayed old data set would vanish at once.
    settings.setProperty("log.retention.ms", "-1");
  }

  /** A laptop's share of threads and memory instead of a server's. */
  private static void addThreads(Properties settings) {
    settings.setProperty("num.network.threads", "2");
    settings.setProperty("num.io.threads", "4");
    settings.setProperty("background.threads", "2");
    settings.setProperty("num.recovery.threads.per.data.dir", "2");
    settings.setProperty("group.coordinator.threads", "1");
    settings.setProperty("share.coordinator.threads", "1");
    settings.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 * MEBIBYTE));
  }
}

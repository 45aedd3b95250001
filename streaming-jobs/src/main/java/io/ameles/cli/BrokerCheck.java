package io.ameles.cli;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.stream.job.JobSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a broker lacks for a job, found out before the job starts.
 *
 * @param missingTopics topics that do not exist
 * @param transactionLimitMillis the broker's {@code transaction.max.timeout.ms}
 * @param transactionTimeoutMillis what the job is configured to ask for
 * @param notCompacted the topic that tombstones would erase nothing from; empty if none is
 */
record BrokerCheck(
    Set<String> missingTopics,
    long transactionLimitMillis,
    long transactionTimeoutMillis,
    Optional<String> notCompacted) {
  private static final int SECONDS = 20;
  private static final String LIMIT = "transaction.max.timeout.ms";

  /**
   * @throws AmelesException with {@link ErrorCode#KAFKA} if the broker cannot be reached
   */
  static BrokerCheck of(JobSettings settings) {
    String address = settings.kafka().getProperty("bootstrap.servers");
    try (Admin admin = Admin.create(settings.kafka())) {
      Set<String> missing = new TreeSet<>(settings.topics().all());
      missing.removeAll(admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS));
      return new BrokerCheck(
          missing,
          transactionLimit(admin),
          settings.transactionTimeout().toMillis(),
          notCompacted(admin, settings, missing));
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new AmelesException(
          ErrorCode.KAFKA,
          "No Kafka broker answers at %s (%s). Start one, mend kafka.bootstrap.servers, or use --embedded-kafka."
              .formatted(address, e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmelesException(ErrorCode.KAFKA, "Interrupted while asking Kafka.", e);
    }
  }

  private static Optional<String> notCompacted(
      Admin admin, JobSettings settings, Set<String> missing)
      throws ExecutionException, InterruptedException, TimeoutException {
    String topic = settings.topics().labeledEvents();
    if (!settings.sourceErasure().enabled() || missing.contains(topic)) {
      return Optional.empty();
    }
    ConfigResource source = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    String policy = value(admin, source, TopicConfig.CLEANUP_POLICY_CONFIG);
    return policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)
        ? Optional.empty()
        : Optional.of(topic);
  }

  private static long transactionLimit(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    String node =
        admin.describeCluster().nodes().get(SECONDS, TimeUnit.SECONDS).iterator().next().idString();
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node);
    return Long.parseLong(value(admin, broker, LIMIT));
  }

  private static String value(Admin admin, ConfigResource of, String name)
      throws ExecutionException, InterruptedException, TimeoutException {
    return admin
        .describeConfigs(List.of(of))
        .all()
        .get(SECONDS, TimeUnit.SECONDS)
        .get(of)
        .get(name)
        .value();
  }

  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!missingTopics.isEmpty()) {
      problems.add("These topics do not exist; create them: " + String.join(", ", missingTopics));
    }
    if (transactionTimeoutMillis > transactionLimitMillis) {
      problems.add(
          "kafka-transaction-timeout is %d ms and the broker's %s is %d; lower the one or raise the other."
              .formatted(transactionTimeoutMillis, LIMIT, transactionLimitMillis));
    }
    notCompacted.ifPresent(
        topic ->
            problems.add(
                "source-erasure is on and %s is not compacted, so its tombstones would erase nothing; set its cleanup.policy to compact, or switch source-erasure off."
                    .formatted(topic)));
    return problems;
  }

  void requireUsable() {
    if (!problems().isEmpty()) {
      throw new AmelesException(ErrorCode.CONFIGURATION, String.join("\n", problems()));
    }
  }
}

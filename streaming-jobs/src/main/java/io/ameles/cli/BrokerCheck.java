package io.ameles.cli;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.stream.job.JobSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;

/**
 * What a broker lacks for a job, found out before the job starts.
 *
 * @param missingTopics topics that do not exist
 * @param transactionLimitMillis the broker's {@code transaction.max.timeout.ms}
 * @param transactionTimeoutMillis what the job is configured to ask for
 */
record BrokerCheck(
    Set<String> missingTopics, long transactionLimitMillis, long transactionTimeoutMillis) {
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
          missing, transactionLimit(admin), settings.transactionTimeout().toMillis());
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

  private static long transactionLimit(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    String node =
        admin.describeCluster().nodes().get(SECONDS, TimeUnit.SECONDS).iterator().next().idString();
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node);
    return Long.parseLong(
        admin
            .describeConfigs(List.of(broker))
            .all()
            .get(SECONDS, TimeUnit.SECONDS)
            .get(broker)
            .get(LIMIT)
            .value());
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
    return problems;
  }

  void requireUsable() {
    if (!problems().isEmpty()) {
      throw new AmelesException(ErrorCode.CONFIGURATION, String.join("\n", problems()));
    }
  }
}

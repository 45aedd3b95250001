package io.ameles.embedded;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** Runs Kafka's published image while the tests of a class run, if there is a Docker engine. */
final class ContainerKafkaBinding implements KafkaBinding, ExecutionCondition {

  private static final Logger LOG = LoggerFactory.getLogger(ContainerKafkaBinding.class);

  /** Pinned, of the Kafka release line that the build is compiled against. */
  private static final String IMAGE = "apache/kafka:4.2.0";

  private static final String NO_ENGINE =
      "it needs a Docker engine to run " + IMAGE + ", and none answers here";

  private @Nullable KafkaContainer container;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (DockerClientFactory.instance().isDockerAvailable()) {
      return ConditionEvaluationResult.enabled("there is a Docker engine");
    }
    LOG.warn("{} is skipped: {}", context.getDisplayName(), NO_ENGINE);
    return ConditionEvaluationResult.disabled(NO_ENGINE);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    KafkaContainer starting =
        new KafkaContainer(IMAGE)
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
            .withEnv("KAFKA_MESSAGE_MAX_BYTES", Integer.toString(8 * 1024 * 1024));
    container = starting;
    starting.start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (container != null) {
      container.stop();
    }
  }

  @Override
  public String bootstrapServers() {
    return Objects.requireNonNull(container, "the broker is not started").getBootstrapServers();
  }
}

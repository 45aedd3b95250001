package io.ameles.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.embedded.KafkaBinding;
import io.ameles.model.receipt.ReceiptKeys;
import io.ameles.stream.job.ConfigurationFile;
import io.ameles.stream.job.JobSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BrokerCheckITCase {
  @RegisterExtension static final KafkaBinding KAFKA = KafkaBinding.embedded();

  @TempDir private Path folder;

  @Test
  void missingTopicsAreNamed() {
    assertThat(BrokerCheck.of(settings("missing", true)).problems())
        .singleElement()
        .asString()
        .contains("missing-labeled-events", "missing-deletion-receipts");
  }

  @Test
  void sourceErasureNeedsATopicThatIsCompacted() throws Exception {
    JobSettings settings = settings("erasing", true);
    KAFKA.createTopics(1, settings.topics().all().toArray(String[]::new));

    assertThat(BrokerCheck.of(settings).problems())
        .singleElement()
        .asString()
        .contains("erasing-labeled-events is not compacted");
    assertThat(BrokerCheck.of(settings("erasing", false)).problems()).isEmpty();

    setPolicy(settings.topics().labeledEvents(), "compact,delete");
    assertThat(BrokerCheck.of(settings).problems()).isEmpty();
  }

  private static void setPolicy(String topic, String policy) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("cleanup.policy", policy), AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  private JobSettings settings(String prefix, boolean erasing) {
    ReceiptKeys.readOrCreate(
        folder.resolve("receipt-keys.json"), new SecureRandom(), Instant.EPOCH);
    String yaml =
        """
        topics: {prefix: "%s-"}
        kafka: {bootstrap.servers: "%s"}
        intake: {dimension: 4}
        receipts: {key-file: receipt-keys.json}
        source-erasure: {enabled: %s}
        """
            .formatted(prefix, KAFKA.bootstrapServers(), erasing);
    return ConfigurationFile.parse(
        yaml, folder, Map.of(ConfigurationFile.KEY_VARIABLE, "5a".repeat(32)));
  }
}

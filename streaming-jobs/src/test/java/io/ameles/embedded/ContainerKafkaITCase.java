package io.ameles.embedded;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on Kafka's published image; skipped where there is no Docker engine. */
class ContainerKafkaITCase extends KafkaContract {

  @RegisterExtension static final KafkaBinding KAFKA = KafkaBinding.container();

  @Override
  KafkaBinding kafka() {
    return KAFKA;
  }
}

package io.ameles.stream.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.stream.topic.TopicNames;
import org.junit.jupiter.api.Test;

class TopicNamesTest {
  @Test
  void namesAreThoseOfTheContract() {
    assertThat(new TopicNames("").all())
        .containsExactlyInAnyOrder(
            "labeled-events",
            "deletion-events",
            "deletion-receipts",
            "dead-letters",
            "model-metrics");
  }

  @Test
  void everyNameHasThePrefix() {
    assertThat(new TopicNames("flowers.").all())
        .hasSize(5)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).startsWith("flowers."));
  }
}

package io.ameles.schema;

import static org.assertj.core.api.Assertions.assertThat;

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
            "model-metrics",
            "prediction-requests",
            "predictions");
  }

  @Test
  void everyNameHasThePrefix() {
    assertThat(new TopicNames("flowers.").all())
        .hasSize(7)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).startsWith("flowers."));
  }
}

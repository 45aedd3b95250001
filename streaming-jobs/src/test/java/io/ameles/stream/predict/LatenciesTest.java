package io.ameles.stream.predict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  private final Latencies latencies = new Latencies();

  @Test
  void withoutAnyThereIsNothingToSay() {
    assertThat(latencies.quantile(0.99)).isZero();
  }

  @Test
  void quantilesAreOfTheLatestOnly() {
    for (int i = 0; i < 5_000; i++) {
      latencies.add(1_000_000);
    }
    for (int i = 1; i <= 1_024; i++) {
      latencies.add(i);
    }
    assertThat(latencies.quantile(0.5)).isEqualTo(512);
    assertThat(latencies.quantile(0.99)).isEqualTo(1_014);
    assertThat(latencies.quantile(1)).isEqualTo(1_024);
  }
}

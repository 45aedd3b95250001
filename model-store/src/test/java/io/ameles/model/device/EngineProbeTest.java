package io.ameles.model.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngineProbeTest {
  @Test
  void engineWorksOnTheCpuAndMultipliesIntegersExactly() {
    EngineProbe probe = EngineProbe.run(TensorDevice.CPU);
    assertThat(probe.engine()).startsWith("PyTorch ");
    assertThat(probe.device()).startsWith("cpu");
    assertThat(probe.gpus()).isNotNegative();
    assertThat(probe.float32()).isPositive();
    assertThat(probe.float64()).isPositive();
    assertThat(probe.exactInteger()).isTrue();
  }
}

package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.encode.EncoderSettings;
import org.junit.jupiter.api.Test;

class EngineThreadsTest {
  @Test
  void processorsAreSharedUnlessAnEncoderComputesOnThem() {
    assertThat(EmbeddedFlink.engineThreads(8, 2, null)).isEqualTo(4);
    assertThat(EmbeddedFlink.engineThreads(2, 4, null)).isEqualTo(1);
    assertThat(EmbeddedFlink.engineThreads(8, 2, EncoderSettings.of("a.onnx"))).isEqualTo(4);
    assertThat(EmbeddedFlink.engineThreads(8, 2, EncoderSettings.of("a.pt"))).isEqualTo(1);
    assertThat(EmbeddedFlink.engineThreads(8, 1, EncoderSettings.of("a.torchscript"))).isEqualTo(1);
  }
}

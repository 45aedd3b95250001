package io.ameles.model.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.encode.TinyModels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrozenModelTest {
  private static final ByteBuffer PIXELS =
      ByteBuffer.allocateDirect(12).put(new byte[] {1, 2, 3, 3, 2, 1, 9, 9, 9, 0, 0, 0}).flip();

  @TempDir private Path folder;

  @Test
  void onnxHoldsNothingBetweenBatches() {
    try (FrozenModel model = FrozenModel.openOnnx(TinyModels.onnx(folder), TensorDevice.CPU)) {
      assertHoldsNothing(model);
    }
  }

  @Test
  void torchScriptHoldsNothingBetweenBatches() {
    try (FrozenModel model =
        FrozenModel.openTorchScript(TinyModels.torchScript(folder), TensorDevice.CPU)) {
      assertHoldsNothing(model);
    }
  }

  private static void assertHoldsNothing(FrozenModel model) {
    assertThat(model.runOnBytes(PIXELS, 2, 1, 2, 3)).containsExactly(2, 2, 2, 4.5f, 4.5f, 4.5f);
    int held = model.held();
    for (int i = 0; i < 500; i++) {
      assertThat(model.runOnBytes(PIXELS, 4, 1, 1, 3)).hasSize(12);
    }
    assertThat(model.held()).isEqualTo(held);
    assertThat(PIXELS.remaining()).isEqualTo(12);
  }

  @Test
  void inputThatTheModelDoesNotTakeIsTold() {
    ByteBuffer floats = ByteBuffer.allocateDirect(48).order(ByteOrder.nativeOrder());
    try (FrozenModel model = FrozenModel.openOnnx(TinyModels.onnx(folder), TensorDevice.CPU)) {
      assertThatExceptionOfType(AmelesException.class)
          .isThrownBy(() -> model.runOnFloats(floats, 4, 1, 1, 3))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ENGINE));
      assertThat(model.runOnBytes(PIXELS, 4, 1, 1, 3)).hasSize(12);
    }
  }

  @Test
  void modelThatMixesRowsIsTold() {
    Path planes = TinyModels.torchScriptOfPlanes(folder);
    try (FrozenModel model = FrozenModel.openTorchScript(planes, TensorDevice.CPU)) {
      assertThatExceptionOfType(AmelesException.class)
          .isThrownBy(() -> model.runOnBytes(PIXELS, 12))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ENGINE));
    }
  }

  @Test
  void missingGpuIsTold() {
    Path onnx = TinyModels.onnx(folder);
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> FrozenModel.openOnnx(onnx, new TensorDevice("gpu:99")))
        .withMessageContaining("gpu:99")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ENGINE));
    Path torchScript = TinyModels.torchScript(folder);
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> FrozenModel.openTorchScript(torchScript, new TensorDevice("gpu:99")))
        .withMessageContaining("gpu:99")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ENGINE));
  }
}

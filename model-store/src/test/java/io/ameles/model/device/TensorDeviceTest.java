package io.ameles.model.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDManager;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorDeviceTest {
  @ParameterizedTest
  @ValueSource(strings = {"auto", "cpu", "gpu:0", "gpu:15"})
  void knowsItsNames(String name) {
    assertThat(new TensorDevice(name).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "CPU", "gpu", "gpu:", "gpu:-1", "gpu:100", "cuda", "auto "})
  void refusesOtherNames(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new TensorDevice(name));
  }

  @Test
  void missingGpuIsTold() {
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> new TensorDevice("gpu:99").newScope())
        .withMessageContaining("gpu:99")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ENGINE));
  }

  @Test
  void automaticChoiceAlwaysFindsADevice() {
    try (NDManager scope = TensorDevice.AUTO.newScope()) {
      assertThat(scope.getDevice()).isNotNull();
    }
  }
}

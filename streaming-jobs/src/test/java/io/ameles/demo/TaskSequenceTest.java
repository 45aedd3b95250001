package io.ameles.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskSequenceTest {
  @Test
  void numbersAreNamesAndPositionsCount() {
    assertThat(TaskSequence.parse("L1, L0,U1,L5,U5,U0"))
        .isEqualTo(new TaskSequence(3, List.of(List.of(), List.of(0), List.of(2, 1))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "L", "X1", "U1", "L1,L1", "L1,U1,U1", "L1,,L2", "L1;L2", "L1,U2"})
  void everythingElseIsRefusedWithAReason(String text) {
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> TaskSequence.parse(text))
        .withMessageContaining("--sequence")
        .withMessageContaining("L1,L0,U1,L2");
  }
}

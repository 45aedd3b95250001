package io.ameles.stream.drift.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrideTest {
  private final Stride stride = new Stride(10);

  private List<Integer> taken(int count) {
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (stride.takes()) {
        taken.add(i);
      }
    }
    stride.closeEpoch();
    return taken;
  }

  @Test
  void ofTheFirstEpochItTakesTheFirst() {
    assertThat(taken(1_000)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void ofTheNextItTakesAsManyEvenlySpread() {
    taken(1_000);
    assertThat(taken(1_000)).containsExactly(0, 100, 200, 300, 400, 500, 600, 700, 800, 900);
  }

  @Test
  void ofALongerOneItTakesNoMore() {
    taken(95);
    assertThat(taken(1_000_000)).containsExactly(0, 10, 20, 30, 40, 50, 60, 70, 80, 90);
  }

  @Test
  void ofAShorterOneItTakesFewerAndThenAdapts() {
    taken(1_000);
    assertThat(taken(50)).containsExactly(0);
    assertThat(taken(50)).hasSize(10);
  }

  @Test
  void anEmptyEpochIsFollowedByAFirstOne() {
    taken(1_000);
    taken(0);
    assertThat(taken(12)).hasSize(10);
  }
}

package io.ameles.model.drift.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Normalization;
import io.ameles.model.embed.QuantizedVector;
import org.junit.jupiter.api.Test;

class BinsTest {
  /** Of 16 dimensions a value of a unit vector is typically 0.25: 256 steps. */
  private static final InputSpace SPACE =
      InputSpace.of(new EmbeddingSpace(16, 0x1p-10), Normalization.L2, 2, 0.7);

  @Test
  void edgesAreMultiplesOfTheUnitOnBothSidesOfZero() {
    int[] values = {
      -2_048, -2_047, -1_024, -768, -512, -384, -256, -128, -127, -1, 0, 127, 128, 2_047, 2_048
    };
    byte[] bins = {0, 1, 1, 2, 3, 4, 5, 6, 7, 7, 8, 8, 9, 14, 15};
    for (int i = 0; i < values.length; i++) {
      QuantizedVector vector = QuantizedVector.of((short) values[i]);
      assertThat(new Bins(SPACE).of(vector)).as("of %d", values[i]).containsExactly(bins[i]);
    }
  }
}

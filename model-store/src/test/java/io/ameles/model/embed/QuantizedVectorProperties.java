package io.ameles.model.embed;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class QuantizedVectorProperties {
  @Property
  void bytesRoundTrip(@ForAll short[] values) {
    QuantizedVector vector = QuantizedVector.of(values);
    assertThat(QuantizedVector.fromBytes(vector.toBytes()))
        .isEqualTo(vector)
        .hasSameHashCodeAs(vector);
  }

  @Property
  void addingAndTakingAwayLeavesTheSums(
      @ForAll @Size(5) short[] values, @ForAll @Size(5) int[] at) {
    long[] sums = new long[5];
    long[] before = new long[5];
    for (int i = 0; i < 5; i++) {
      sums[i] = at[i];
      before[i] = at[i];
    }
    QuantizedVector vector = QuantizedVector.of(values);
    vector.addTo(sums, 1);
    for (int i = 0; i < 5; i++) {
      assertThat(sums[i]).isEqualTo(before[i] + values[i]);
    }
    vector.addTo(sums, -1);
    assertThat(sums).isEqualTo(before);
  }

  @Property
  void quantizedAndBackIsNoFurtherThanHalfAStep(@ForAll("inUnitCube") float[] features)
      throws Exception {
    Quantization quantization = new Quantization(Normalization.NONE, -14);
    float[] back = new float[6];
    quantization.quantize(features).dequantize((float) quantization.step(), back, 1);
    for (int i = 0; i < features.length; i++) {
      assertThat(Math.abs((double) back[i + 1] - features[i]))
          .isLessThanOrEqualTo(quantization.step() / 2);
    }
    assertThat(back[0]).isZero();
    assertThat(back[5]).isZero();
  }

  @Property
  void textDoesNotGiveTheValuesAway(@ForAll short[] values) {
    assertThat(QuantizedVector.of(values))
        .hasToString("QuantizedVector[dimension=" + values.length + "]");
  }

  @Provide
  Arbitrary<float[]> inUnitCube() {
    return Arbitraries.floats().between(-1, 1).array(float[].class).ofSize(4);
  }
}

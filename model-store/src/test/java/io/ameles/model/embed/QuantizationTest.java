package io.ameles.model.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ameles.model.Fixtures;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.MalformedEventException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizationTest {
  private static final Quantization WHOLE = new Quantization(Normalization.NONE, 0);

  /** The expected values below come from the same rule in Python, without any library. */
  private static final float[] GOLDEN = {
    0.1f, -2.5f, 3.75f, 1e-3f, -7.125f, 0.333333f, 12.0f, -0.0f
  };

  @Test
  void defaultRuleGivesTheRecordedValues() throws Exception {
    assertThat(Quantization.DEFAULT.quantize(GOLDEN))
        .isEqualTo(QuantizedVector.of(shorts(112, -2792, 4188, 1, -7958, 372, 13402, 0)));
  }

  @Test
  void finestStepOfUnitVectorClampsAndGivesTheRecordedValues() throws Exception {
    assertThat(new Quantization(Normalization.L2, -20).quantize(GOLDEN))
        .isEqualTo(QuantizedVector.of(shorts(7148, -32767, 32767, 71, -32767, 23826, 32767, 0)));
  }

  @Test
  void withoutNormalizationTheRecordedValuesAreThoseOfTheFeatures() throws Exception {
    assertThat(new Quantization(Normalization.NONE, -3).quantize(GOLDEN))
        .isEqualTo(QuantizedVector.of(shorts(1, -20, 30, 0, -57, 3, 96, 0)));
  }

  @Test
  void tiesGoToTheEvenNeighbour() throws Exception {
    assertThat(WHOLE.quantize(new float[] {0.5f, 1.5f, 2.5f, -0.5f, -1.5f, -2.5f, 0.49999997f}))
        .isEqualTo(QuantizedVector.of(shorts(0, 2, 2, 0, -2, -2, 0)));
  }

  @Test
  void whatIsTooLargeIsClampedSymmetrically() throws Exception {
    assertThat(
            WHOLE.quantize(
                new float[] {
                  32766.5f, 32767.5f, -32767.5f, 40000, -40000, Float.MAX_VALUE, -Float.MAX_VALUE
                }))
        .isEqualTo(QuantizedVector.of(shorts(32766, 32767, -32767, 32767, -32767, 32767, -32767)));
  }

  @Test
  void largestFloatsHaveADirection() throws Exception {
    float max = Float.MAX_VALUE;
    assertThat(Quantization.DEFAULT.quantize(new float[] {max, -max, max}))
        .isEqualTo(QuantizedVector.of(shorts(9459, -9459, 9459)));
  }

  @Test
  void smallestFloatsHaveADirection() throws Exception {
    float min = Float.MIN_VALUE;
    assertThat(Quantization.DEFAULT.quantize(new float[] {min, -2 * min, 0}))
        .isEqualTo(QuantizedVector.of(shorts(7327, -14654, 0)));
  }

  @Test
  void lengthOfTheInputDoesNotMatterUnderL2() throws Exception {
    // Powers of two scale exactly.
    assertThat(Quantization.DEFAULT.quantize(new float[] {0x1p-40f, 0x3p-40f}))
        .isEqualTo(Quantization.DEFAULT.quantize(new float[] {0x1p60f, 0x3p60f}));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void whatIsNotFiniteIsRefusedUnderEitherNormalization(float bad) {
    assertRefused(
        DeadLetterCode.NOT_FINITE, () -> Quantization.DEFAULT.quantize(new float[] {1, bad}));
    assertRefused(DeadLetterCode.NOT_FINITE, () -> WHOLE.quantize(new float[] {bad, 1}));
  }

  @Test
  void zeroVectorHasNoDirection() throws Exception {
    assertRefused(
        DeadLetterCode.ZERO_VECTOR, () -> Quantization.DEFAULT.quantize(new float[] {0, -0f}));
    assertThat(WHOLE.quantize(new float[] {0, -0f})).isEqualTo(QuantizedVector.of(shorts(0, 0)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 11, 13, 16})
  void anotherNumberOfFeaturesIsRefused(int bytes) {
    assertRefused(
        DeadLetterCode.WRONG_DIMENSION,
        () -> Quantization.DEFAULT.quantize(ByteBuffer.allocate(bytes), 3));
  }

  @ParameterizedTest
  @EnumSource
  void featuresOfAnEventAreReadLittleEndianAndLeftAlone(Normalization normalization)
      throws Exception {
    Quantization quantization = new Quantization(normalization, -10);
    ByteBuffer padded = ByteBuffer.allocate(14).order(ByteOrder.BIG_ENDIAN);
    padded.position(1).put(Fixtures.features(1, -2, 0.5f)).limit(13).position(1);
    assertThat(quantization.quantize(padded, 3))
        .isEqualTo(quantization.quantize(new float[] {1, -2, 0.5f}));
    assertThat(padded.position()).isEqualTo(1);
    assertThat(padded.limit()).isEqualTo(13);
  }

  @ParameterizedTest
  @ValueSource(ints = {-21, 1, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void stepsOutsideTheSupportedRangeAreRefused(int exponent) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Quantization(Normalization.L2, exponent));
  }

  @Test
  void stepIsTheStatedPowerOfTwo() {
    assertThat(Quantization.DEFAULT.step()).isEqualTo(1.0 / 16384);
    assertThat(WHOLE.step()).isEqualTo(1.0);
  }

  private static void assertRefused(DeadLetterCode code, ThrowingCallable quantizing) {
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(quantizing)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  private static short[] shorts(int... values) {
    short[] shorts = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      shorts[i] = (short) values[i];
    }
    return shorts;
  }
}

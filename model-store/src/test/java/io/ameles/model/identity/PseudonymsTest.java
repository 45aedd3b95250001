package io.ameles.model.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.Fixtures;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.schema.ExampleUse;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The expected values come from Python's hmac module. */
class PseudonymsTest {
  private static final String NAME = "subject-\u00e4";
  private static final QuantizedVector VECTOR =
      QuantizedVector.of((short) 1, (short) -32767, (short) 300);

  private final Pseudonyms pseudonyms = new Pseudonyms(Fixtures.KEY);

  @Test
  void pseudonymsAreTheRecordedOnes() {
    assertThat(pseudonyms.ofSubject(NAME).toHex()).isEqualTo("1bcbaf2954895b548247e9379cd4571b");
    assertThat(pseudonyms.ofExample(NAME).toHex()).isEqualTo("cf1863a6c03d8d77d23eadbfe9901913");
    assertThat(pseudonyms.ofExampleAlone(NAME).toHex())
        .isEqualTo("45dd86103ba1d91d2f13c1baece3325e");
  }

  @Test
  void contentDigestsAreTheRecordedOnes() {
    assertThat(
            pseudonyms
                .ofContent(ExampleUse.TRAIN, 1_700_000_000_123L, "k\u00e4t", "t-1", VECTOR)
                .toHex())
        .isEqualTo("570b9e77c705a3be9db48d1a54b36649");
    assertThat(
            pseudonyms
                .ofContent(ExampleUse.TRAIN, 1_700_000_000_123L, "k\u00e4t", null, VECTOR)
                .toHex())
        .isEqualTo("a54916377df5326c327c01f1d8779ac6");
  }

  @Test
  void contentToEvaluateOnIsOtherContent() {
    assertThat(pseudonyms.ofContent(ExampleUse.EVALUATE, 0, "a", "b", VECTOR))
        .isNotEqualTo(pseudonyms.ofContent(ExampleUse.TRAIN, 0, "a", "b", VECTOR));
    assertThat(
            pseudonyms.ofPayload(
                ExampleUse.EVALUATE, 0, "a", "b", "image/png", ByteBuffer.allocate(2)))
        .isNotEqualTo(
            pseudonyms.ofPayload(
                ExampleUse.TRAIN, 0, "a", "b", "image/png", ByteBuffer.allocate(2)));
  }

  @Test
  void labelAndTaskDoNotRunIntoEachOther() {
    assertThat(pseudonyms.ofContent(ExampleUse.TRAIN, 0, "ab", "c", VECTOR))
        .isNotEqualTo(pseudonyms.ofContent(ExampleUse.TRAIN, 0, "a", "bc", VECTOR));
    assertThat(pseudonyms.ofContent(ExampleUse.TRAIN, 0, "a", "", VECTOR))
        .isNotEqualTo(pseudonyms.ofContent(ExampleUse.TRAIN, 0, "a", null, VECTOR));
  }

  @Test
  void anotherKeyGivesOtherPseudonyms() {
    Pseudonyms others = new Pseudonyms(PseudonymKey.parse("0e".repeat(32)));
    assertThat(others.ofSubject(NAME)).isNotEqualTo(pseudonyms.ofSubject(NAME));
  }

  @Test
  void hexadecimalKeepsLeadingZeros() {
    assertThat(new Pseudonym(1, -1).toHex()).isEqualTo("0000000000000001ffffffffffffffff");
  }
}

package io.ameles.stream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.learn.Learner;
import org.junit.jupiter.api.Test;

class LearnerListTest {
  private static final EmbeddingSpace SPACE = new EmbeddingSpace(4, 0x1p-14);

  @Test
  void listIsReadAsInAConfiguration() {
    assertThat(LearnerList.parse("nearest-mean, other: {type: nearest-mean}", SPACE))
        .extracting(Learner::name)
        .containsExactly("nearest-mean", "other");
  }

  @Test
  void whatIsWrongIsNamed() {
    assertRefused("nearest-mean, no-such-learner", "no-such-learner");
    assertRefused("nearest-mean: {depth: 3}", "depth");
    assertRefused("nearest-mean, nearest-mean", "repetition");
    assertRefused("", "at least one");
    assertRefused("a: {", "is no list of names");
    assertRefused("nearest-mean], kafka: [x", "is no list of names");
  }

  private static void assertRefused(String list, String reason) {
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> LearnerList.parse(list, SPACE))
        .withMessageContaining(reason)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
  }
}

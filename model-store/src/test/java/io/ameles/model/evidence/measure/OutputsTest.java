package io.ameles.model.evidence.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.head.LinearHead;
import io.ameles.model.identity.Pseudonym;
import io.ameles.model.learn.Lesson;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OutputsTest {
  private static final float NEVER = Float.NEGATIVE_INFINITY;
  private static final Offset<Double> BY_ROUNDING = within(1e-12);

  @Test
  void theyAreTheHeadsScoresForTheDequantizedExamples() {
    EmbeddingSpace space = new EmbeddingSpace(2, 0.25);
    LinearHead head =
        LinearHead.of(List.of("a", "b"), 2, new float[] {1, 0, 0, 2}, new float[] {0, -1});
    List<Lesson> lessons = new ArrayList<>();
    for (int i = 0; i < 3000; i++) { // more than are scored at once
      lessons.add(
          new Lesson(
              new Pseudonym(0, i), i, "b", "t", QuantizedVector.of((short) i, (short) (2 * i))));
    }
    Outputs outputs = Outputs.of(head, lessons, space, TensorDevice.CPU);
    assertThat(outputs.size()).isEqualTo(3000);
    assertThat(outputs.score(2999, 0)).isEqualTo(2999 * 0.25f);
    assertThat(outputs.score(2999, 1)).isEqualTo(2999f - 1);
    // Of row 0 and 1 the scores are (0, -1) and (0.25, 0): label a.
    assertThat(outputs.accuracy()).isEqualTo(new Share(2998, 3000));
  }

  @Test
  void theFirstOfEqualScoresIsPredicted() {
    Outputs outputs = SaidOutputs.of("b", List.of("a", "b", "c"), NEVER, 2, 2);
    assertThat(outputs.predicted(0)).isEqualTo("b");
    assertThat(outputs.isCorrect(0)).isTrue();
  }

  @Test
  void withoutLabelsNothingIsPredicted() {
    Outputs outputs = SaidOutputs.of("b", List.of());
    assertThat(outputs.predicted(0)).isNull();
    assertThat(outputs.accuracy()).isEqualTo(new Share(0, 1));
  }

  @Test
  void accuracyOnNothingIsNoNumber() {
    assertThat(SaidOutputs.of("", List.of("a")).accuracy()).isNull();
    assertThatIllegalArgumentException().isThrownBy(() -> new Share(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Share(2, 1));
  }

  @Test
  void shareHasWilsonsInterval() { // computed in Python from the formula
    assertThat(new Share(7, 10).interval().low()).isEqualTo(0.39677814746114537, BY_ROUNDING);
    assertThat(new Share(7, 10).interval().high()).isEqualTo(0.8922087325936989, BY_ROUNDING);
    assertThat(new Share(0, 4).interval().low()).isEqualTo(0, BY_ROUNDING);
    assertThat(new Share(0, 4).interval().high()).isEqualTo(0.4898908364545972, BY_ROUNDING);
  }

  @Test
  void rowIsRepresentedByWhatItsScoresAreAboveTheirMean() {
    Outputs outputs =
        SaidOutputs.of("b b", List.of("a", "b", "c"), 1, NEVER, 3, NEVER, NEVER, NEVER);
    assertThat(outputs.centred(0)).containsExactly(-1, 0, 1);
    assertThat(outputs.centred(1)).containsExactly(0, 0, 0);
  }

  @Test
  void scoresThatAreNoNumbersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SaidOutputs.of("a", List.of("a"), Float.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SaidOutputs.of("a", List.of("a"), Float.POSITIVE_INFINITY));
    assertThatIllegalArgumentException().isThrownBy(() -> SaidOutputs.of("a", List.of("a")));
  }
}

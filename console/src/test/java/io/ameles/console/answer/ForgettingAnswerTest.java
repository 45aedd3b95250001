package io.ameles.console.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ameles.console.picture.Matrix;
import io.ameles.console.picture.Picture;
import io.ameles.console.picture.Place;
import io.ameles.console.picture.RequestBook;
import io.ameles.model.receipt.Receipts;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ModelMetric;
import io.ameles.schema.ReceiptStage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ForgettingAnswerTest {
  private final Picture picture = new Picture("m");
  private long sequence;

  @BeforeAll
  static void guards() {
    AvroGuards.establish();
  }

  private void cell(long epoch, String row, String column, double value) {
    fact(epoch, "holdout.row", row, 0);
    fact(epoch, "holdout.accuracy.label", column, value);
  }

  private void fact(long epoch, String name, @Nullable String tag, double value) {
    picture.take(
        ModelMetric.newBuilder()
            .setModel("m")
            .setEpoch(epoch)
            .setLearner("a")
            .setName(name)
            .setTag(tag)
            .setValue(value)
            .setMeasuredAt(Instant.ofEpochMilli(epoch))
            .build());
  }

  private void applied(long epoch, DeletionScope scope, String target) {
    sequence++;
    picture.take(
        DeletionReceipt.newBuilder(Receipts.plain(sequence, ReceiptStage.APPLIED, "r-" + sequence))
            .setScope(scope)
            .setTarget(target)
            .setEpoch(epoch)
            .setAppliedAt(Instant.ofEpochMilli(epoch))
            .build(),
        new Place(0, sequence));
  }

  private ForgettingAnswer.OfLearner answer() {
    return ForgettingAnswer.of(picture).learners().get(0);
  }

  @Test
  void deletionsOfAColumnAreKnownHoweverManyRequestsCameAfterThem() {
    cell(1, "cat", "cat", 0.9);
    cell(2, "cat", "dog", 0.8);
    fact(3, "forgetting.intended.examples", null, 7);
    applied(3, DeletionScope.LABEL, "cat");
    applied(4, DeletionScope.LABEL, "cat");
    applied(4, DeletionScope.TASK, "dog");
    for (int i = 0; i <= RequestBook.MOST; i++) {
      applied(5, DeletionScope.SUBJECT, "0".repeat(32));
    }
    fact(5, "forgetting.intended.examples", null, 1);

    assertThat(answer().deleted())
        .extracting(
            ForgettingAnswer.Deleted::column,
            ForgettingAnswer.Deleted::first,
            ForgettingAnswer.Deleted::last)
        .containsExactly(tuple("cat", "1970-01-01T00:00:00.003Z", "1970-01-01T00:00:00.004Z"));
    assertThat(answer().intended())
        .extracting(
            one -> one.requests().get(0),
            one -> one.requests().size(),
            ForgettingAnswer.Intended::requestCount)
        .containsExactly(tuple("r-1", 1, 1L), tuple("r-4", 8, RequestBook.MOST + 1L));
  }

  @Test
  void whatIsNoLongerKnownIsCounted() {
    cell(1, "cat", "cat", 0.9);
    int kept = 4_096;
    applied(1, DeletionScope.LABEL, "cat");
    for (int i = 0; i < kept; i++) {
      applied(2, DeletionScope.LABEL, "label-" + i);
    }

    assertThat(ForgettingAnswer.of(picture).deletedLeftOut()).isEqualTo(1);
    assertThat(answer().deleted()).isEmpty();
  }

  @Test
  void anAnswerDoesNotChangeWithThePicture() {
    cell(1, "cat", "cat", 0.9);
    ForgettingAnswer.OfLearner before = answer();
    cell(2, "cat", "cat", 0.1);
    cell(2, "cat", "dog", 0.2);
    fact(3, "holdout.row", "dog", 1);

    assertThat(before.rows()).singleElement().extracting(ForgettingAnswer.Row::epoch).isEqualTo(1L);
    assertThat(before.rows().get(0).cells()).containsExactly(0.9);
    assertThat(answer().rows().get(0).cells()).containsExactly(0.1, 0.2);
    assertThat(answer().rows().get(1).cells()).containsExactly(null, null);
  }

  @Test
  void aMatrixHasItsBounds() {
    for (int i = 0; i < Matrix.MOST + 10; i++) {
      for (int j = 0; j < Matrix.MOST + 10; j++) {
        cell(i, "label-" + i, "label-" + j, i + j);
      }
    }

    ForgettingAnswer.OfLearner answer = answer();
    assertThat(answer.columns()).hasSize(Matrix.MOST);
    assertThat(answer.rows()).hasSize(Matrix.MOST);
    assertThat(answer.rows().get(7).cells()).hasSize(Matrix.MOST).contains(10.0, 262.0);
  }
}

package io.ameles.console.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.console.picture.Picture;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.ModelMetric;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DriftAnswerTest {
  private static final String ALARMS = "drift.alarms.adwin";

  private final Picture picture = new Picture("m");

  @BeforeAll
  static void guards() {
    AvroGuards.establish();
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

  @Test
  void alarmsAreWhereTheCountRises() {
    fact(1, ALARMS, null, 0);
    fact(4, ALARMS, null, 1);
    fact(4, "drift.moved.label", "cat", 0.1);
    fact(4, "drift.moved.label", "dog", -0.4);
    fact(5, "drift.moved.label", "cat", 0.9);
    fact(7, ALARMS, null, 1);

    assertThat(DriftAnswer.of(picture).alarms())
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.epoch()).isEqualTo(4);
              assertThat(alarm.moved())
                  .extracting(DriftAnswer.Moved::tag)
                  .containsExactly("dog", "cat");
            });
  }

  @Test
  void whatWasCountedBeforeTheTopicBeginsIsNoAlarm() {
    fact(500, "accuracy.window", null, 0.5);
    fact(510, ALARMS, null, 17);
    assertThat(DriftAnswer.of(picture).alarms()).isEmpty();

    fact(520, ALARMS, null, 18);
    assertThat(DriftAnswer.of(picture).alarms())
        .extracting(DriftAnswer.Alarm::epoch)
        .containsExactly(520L);
  }

  @Test
  void anAlarmOfTheFirstEpochIsOne() {
    fact(1, ALARMS, null, 1);
    assertThat(DriftAnswer.of(picture).alarms())
        .extracting(DriftAnswer.Alarm::epoch)
        .containsExactly(1L);
  }

  @Test
  void onlyTheNewestThousandAreTold() {
    for (int detector = 0; detector < 3; detector++) {
      for (int epoch = 0; epoch < 500; epoch++) {
        fact(epoch, "drift.alarms.d" + detector, null, epoch);
        fact(epoch, "drift.moved.label", "cat", epoch);
      }
    }
    DriftAnswer answer = DriftAnswer.of(picture);
    assertThat(answer.alarms()).hasSize(1_000).allMatch(alarm -> alarm.moved().size() == 1);
    assertThat(answer.alarms().get(999).epoch()).isEqualTo(499);
  }

  @Test
  void seriesThatAreLeftOutStillMakeMatrices() {
    for (int i = 0; i < 3_000; i++) {
      fact(1, "accuracy.label", "l" + i, 1);
    }
    fact(2, "holdout.row", "t", 0);
    fact(2, "holdout.accuracy.task", "t", 0.5);
    assertThat(ForgettingAnswer.of(picture).learners())
        .singleElement()
        .satisfies(learner -> assertThat(learner.rows().get(0).cells()).containsExactly(0.5));
  }

  @Test
  void manySeriesShareWhatOneAnswerMayHold() {
    for (int tag = 0; tag < 400; tag++) {
      for (int epoch = 0; epoch < 600; epoch++) {
        fact(epoch, "accuracy.label", "l" + tag, epoch);
      }
    }
    SeriesAnswer answer =
        SeriesAnswer.of(
            picture,
            new SeriesAnswer.Query(List.of("accuracy.label"), null, null, Long.MIN_VALUE, 2_000));
    assertThat(answer.series()).hasSize(400).allMatch(SeriesAnswer.One::thinned);
    assertThat(answer.series().stream().mapToInt(one -> one.points().size()).sum())
        .isLessThanOrEqualTo(SeriesAnswer.MOST_POINTS);
  }
}

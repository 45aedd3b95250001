package io.ameles.model.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.LessonStream;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.schema.Guarantee;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Courses with hardly anything in them. */
class DegenerateTrialTest {
  private final LessonStream stream = new LessonStream(3, 1);

  @Test
  void oneExampleAndNothingToTestItBy() {
    Evidence evidence =
        forgetAll(new Course(LessonStream.SPACE, stream.of(0, 1, 1), List.of(), 8, 1));
    Findings findings = Objects.requireNonNull(evidence.findings());
    assertThat(evidence.judgement().verdict()).isEqualTo(Verdict.PROVEN);
    assertThat(findings.forgottenAccuracy()).isNotNull();
    assertThat(findings.unseenAccuracy()).isNull();
    assertThat(findings.retainedAccuracy()).isNull();
    assertThat(findings.attacks()).isEmpty();
    assertThat(findings.strongestAttack()).isNull();
    assertThat(findings.relearning()).isNull();
    assertThat(findings.relapse()).isNull();
    assertThat(findings.spill().changes()).isEmpty();
  }

  @Test
  void everythingIsForgotten() {
    Evidence evidence =
        forgetAll(new Course(LessonStream.SPACE, stream.of(0, 1, 20), stream.of(0, 1, 5), 8, 20));
    Findings findings = Objects.requireNonNull(evidence.findings());
    assertThat(evidence.judgement().verdict()).isEqualTo(Verdict.PROVEN);
    assertThat(findings.retainedAccuracy()).isNull();
    assertThat(findings.forgottenSimilarity().unlearned()).isNull();
    assertThat(findings.attacks()).hasSize(4);
    assertThat(Objects.requireNonNull(findings.relearning()).ratio()).isEqualTo(1.0);
  }

  @Test
  void withoutTasksLabelsTakeTheirPlace() {
    List<Lesson> train =
        stream.of(0, 3, 10).stream().map(DegenerateTrialTest::withoutTask).toList();
    List<Lesson> test = stream.of(0, 3, 10).stream().map(DegenerateTrialTest::withoutTask).toList();
    Course course = new Course(LessonStream.SPACE, train, test, 7, 30);
    RemovalChoice choice = new RemovalChoice(course, 1);
    assertThat(choice.task()).isEmpty();
    Removal label = choice.label().orElseThrow();
    Evidence evidence =
        new Trial(course, 1, TensorDevice.CPU, true)
            .examine(NearestMean.of(LessonStream.SPACE), List.of(label), told -> {})
            .get(0);
    assertThat(Objects.requireNonNull(evidence.findings()).spill().changes())
        .hasSize(2)
        .doesNotContainKey(label.target());
  }

  @Test
  void nothingInTheEvidenceIsNotANumber() {
    ObjectMapper json = new ObjectMapper();
    Course tiny = new Course(LessonStream.SPACE, stream.of(0, 1, 1), stream.of(0, 1, 1), 1, 1);
    for (Conduct conduct : Conduct.values()) {
      Removal removal = Removal.whole(Selection.LABEL, tiny.train().get(0).label(), tiny);
      Evidence evidence =
          new Trial(tiny, 1, TensorDevice.CPU, true)
              .examine(
                  new TestingLearner(conduct, Guarantee.APPROXIMATE), List.of(removal), told -> {})
              .get(0);
      requireNumbers(json.valueToTree(evidence));
    }
  }

  private static void requireNumbers(JsonNode node) {
    if (node.isDouble()) {
      assertThat(node.doubleValue()).isFinite();
    }
    node.forEach(DegenerateTrialTest::requireNumbers);
  }

  private static Lesson withoutTask(Lesson lesson) {
    return new Lesson(lesson.subject(), lesson.occurredAt(), lesson.label(), null, lesson.vector());
  }

  private static Evidence forgetAll(Course course) {
    Removal removal = Removal.whole(Selection.LABEL, course.train().get(0).label(), course);
    return new Trial(course, 1, TensorDevice.CPU, true)
        .examine(NearestMean.of(LessonStream.SPACE), List.of(removal), told -> {})
        .get(0);
  }
}

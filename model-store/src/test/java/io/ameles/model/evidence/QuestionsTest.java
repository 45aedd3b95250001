package io.ameles.model.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.LessonStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuestionsTest {
  private static final Course COURSE = Courses.taskByTask(9);

  @Test
  void unseenExamplesHaveTheLabelsOfTheForgottenInTheSameProportions() {
    Removal removal = new RemovalChoice(COURSE, 2).randomExamples(60);
    Questions questions = Questions.of(COURSE, removal, 1);
    Map<String, Long> forgotten = byLabel(questions.forgotten());
    Map<String, Long> unseen = byLabel(questions.unseen());
    assertThat(unseen).hasSameSizeAs(forgotten);
    double ratio = (double) questions.unseen().size() / questions.forgotten().size();
    assertThat(ratio).isGreaterThan(2);
    unseen.forEach(
        (label, count) ->
            assertThat((double) count)
                .isBetween(forgotten.get(label) * ratio - 1, forgotten.get(label) * ratio + 1));
    assertThat(COURSE.test()).containsAll(questions.unseen());
    assertThat(questions.unseen()).doesNotHaveDuplicates();
  }

  @Test
  void forgottenTaskIsNotAmongWhatIsRetained() {
    Removal removal = new RemovalChoice(COURSE, 2).task().orElseThrow();
    Questions questions = Questions.of(COURSE, removal, 1);
    assertThat(questions.forgotten()).hasSize(Courses.EXAMPLES).allMatch(removal::concerns);
    assertThat(questions.unseen()).hasSize(80).allMatch(removal::concerns);
    // The fourth task has not been learned when the request comes.
    assertThat(questions.retained()).hasSize(2 * 80).noneMatch(removal::concerns);
    assertThat(questions.represented()).isEqualTo(questions.retained());
  }

  @Test
  void whatIsAskedIsBounded() {
    LessonStream stream = new LessonStream(2, 1);
    Course course =
        new Course(LessonStream.SPACE, stream.of(0, 2, 1200), stream.of(0, 2, 1300), 64, 2400);
    Removal label = new RemovalChoice(course, 1).label().orElseThrow();
    Questions questions = Questions.of(course, label, 1);
    assertThat(questions.forgotten()).hasSize(1000).doesNotHaveDuplicates();
    assertThat(questions.unseen()).hasSize(1000).doesNotHaveDuplicates();
    assertThat(questions.represented()).hasSize(1000).doesNotHaveDuplicates();
    assertThat(questions.retained()).hasSize(1300);
  }

  @Test
  void sampleKeepsTheOrder() {
    List<Lesson> sample = Questions.sample(COURSE.train(), 50, new Random(1));
    List<Integer> positions = sample.stream().map(COURSE.train()::indexOf).toList();
    assertThat(positions).hasSize(50).isSorted();
    int[] late =
        IntStream.range(0, 200)
            .map(
                seed ->
                    (int)
                        Questions.sample(COURSE.train(), 50, new Random(seed)).stream()
                            .filter(COURSE.after()::contains)
                            .count())
            .toArray();
    // A quarter of the examples come after the request.
    assertThat(IntStream.of(late).average().orElseThrow()).isBetween(11.5, 13.5);
  }

  private static Map<String, Long> byLabel(List<Lesson> lessons) {
    return lessons.stream()
        .map(Lesson::label)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }
}

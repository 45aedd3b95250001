package io.ameles.model.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.LessonStream;
import io.ameles.schema.DeletionScope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RemovalChoiceTest {
  private static final Course COURSE = Courses.taskByTask(9);

  @Test
  void requestCoversWhatWasLearnedBeforeItAndNothingElse() {
    for (long seed = 0; seed < 20; seed++) {
      Removal removal = new RemovalChoice(COURSE, seed).task().orElseThrow();
      assertThat(removal.rows()).hasSize(Courses.EXAMPLES);
      for (int row = 0; row < COURSE.requestAfter(); row++) {
        assertThat(removal.covers(row)).isEqualTo(removal.concerns(COURSE.train().get(row)));
      }
      assertThat(removal.covers(COURSE.requestAfter())).isFalse();
    }
  }

  @Test
  void everySeedDecidesForItself() {
    Set<String> labels = new HashSet<>();
    Set<Integer> firsts = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      RemovalChoice choice = new RemovalChoice(COURSE, seed);
      labels.add(choice.label().orElseThrow().target());
      firsts.add(choice.randomExamples(1).rows().first());
      assertThat(choice.randomExamples(9))
          .isEqualTo(new RemovalChoice(COURSE, seed).randomExamples(9));
    }
    assertThat(labels).hasSizeGreaterThan(3); // of six
    assertThat(firsts).hasSizeGreaterThan(15);
  }

  @Test
  void coherentExamplesAreMuchAlike() {
    Removal coherent = new RemovalChoice(COURSE, 4).coherentExamples(30);
    assertThat(coherent.rows()).hasSize(30);
    assertThat(coherent.rows().stream().map(row -> COURSE.train().get(row).label()).distinct())
        .hasSize(1);
    assertThat(
            new RemovalChoice(COURSE, 4)
                .randomExamples(30).rows().stream()
                    .map(row -> COURSE.train().get(row).label())
                    .distinct())
        .hasSize(6);
  }

  @Test
  void noMoreIsChosenThanThereIs() {
    RemovalChoice choice = new RemovalChoice(COURSE, 4);
    assertThat(choice.randomExamples(10_000).rows()).hasSize(COURSE.requestAfter());
    assertThat(choice.coherentExamples(10_000).rows()).hasSize(COURSE.requestAfter());
  }

  @Test
  void subjectWithFewExamplesIsTakenIfThereIsNoOther() {
    LessonStream stream = new LessonStream(1, 1);
    Course course = new Course(LessonStream.SPACE, stream.of(0, 1, 3), List.of(), 2, 3);
    Removal subject = new RemovalChoice(course, 1).subject();
    assertThat(subject.scope()).isEqualTo(DeletionScope.SUBJECT);
    assertThat(subject.rows()).hasSize(1);
    assertThat(new RemovalChoice(course, 1).label()).isEmpty(); // of which there is no test
    assertThat(new RemovalChoice(course, 1).task()).isEmpty();
  }

  @Test
  void requestForNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Removal(Selection.LABEL, "unheard of", new TreeSet<>()));
  }

  @Test
  void leavingExamplesOutMovesNoOtherIntoAnotherBatch() {
    List<List<Lesson>> all = COURSE.batchesBefore(row -> true);
    List<List<Lesson>> some = COURSE.batchesBefore(row -> row >= 20);
    assertThat(all).hasSize(23); // 360 in batches of 16
    assertThat(some).hasSameSizeAs(all);
    assertThat(some.get(0)).isEmpty();
    assertThat(some.get(1)).isEqualTo(all.get(1).subList(4, 16));
    assertThat(some.subList(2, 23)).isEqualTo(all.subList(2, 23));
  }

  @Test
  void impossibleCoursesAreRefused() {
    List<Lesson> lessons = COURSE.train();
    for (int[] wrong : new int[][] {{0, 1}, {1, 0}, {1, lessons.size() + 1}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Course(LessonStream.SPACE, lessons, List.of(), wrong[0], wrong[1]));
    }
  }
}

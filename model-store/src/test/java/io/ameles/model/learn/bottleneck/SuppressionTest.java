package io.ameles.model.learn.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.codebook.Codebook;
import io.ameles.model.embed.codebook.CodebookShape;
import io.ameles.model.embed.codebook.KeyFinder;
import io.ameles.model.head.BottleneckHead;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.LessonStream;
import io.ameles.model.learn.bottleneck.ActivationLog.Group;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What suppressed pairs alone achieve, the label's column left in place as in the paper: what
 * ALGORITHMS and Shah et al. find of the two ways to choose the pairs.
 */
class SuppressionTest {
  private static final int LABELS = 10;
  private static final CodebookShape SHAPE = new CodebookShape(64, 64, 6);
  private static final Codebook CODEBOOK = Codebook.seeded(LessonStream.SPACE, SHAPE, 1, 1);
  private static final BottleneckSettings SETTINGS =
      new BottleneckSettings(0.01f, 0.1f, 1, true, Unlearning.ACTIVATIONS, 0.05, 100);

  private final ValueTable values = new ValueTable(SHAPE.pairs());
  private final ActivationLog activations = new ActivationLog(SHAPE.pairs());
  private final LessonStream stream = new LessonStream(LABELS, 4);
  private final List<Lesson> taught = stream.of(0, LABELS, 200);
  private final List<Lesson> forget = stream.of(3, 4, 200);
  private final List<Lesson> retain =
      stream.of(0, LABELS, 50).stream().filter(each -> !isForgotten(each)).toList();

  @BeforeEach
  void teach() {
    ValueStep step = new ValueStep(SETTINGS, values);
    int[][] pairs = pairs(taught);
    for (int row = 0; row < pairs.length; row++) {
      String label = taught.get(row).label();
      step.take(pairs[row], values.column(label));
      for (int pair : pairs[row]) {
        activations.of(new Group(label, null))[pair]++;
      }
    }
    assertThat(accuracy(forget)).isGreaterThan(0.95);
    assertThat(accuracy(retain)).isGreaterThan(0.95);
  }

  @Test
  void mostActivatedPairsCarryALabel() {
    suppress(mostActivated(SHAPE.pairs() / 10));
    assertThat(accuracy(forget)).isLessThan(0.1);
    assertThat(accuracy(retain)).isGreaterThan(0.9);
  }

  @Test
  void pairsOfOneExampleDoNot() {
    suppress(selected(1));
    assertThat(accuracy(forget)).isGreaterThan(0.9);
  }

  @Test
  void pairsOfExamplesDoLessThanAsManyMostActivatedOnes() {
    Set<Integer> byExamples = selected(3);
    List<Integer> byActivations = mostActivated(byExamples.size());
    suppress(byExamples);
    double leftByExamples = accuracy(forget);
    SuppressionTest anew = new SuppressionTest();
    anew.teach();
    anew.suppress(byActivations);
    assertThat(anew.accuracy(forget)).isLessThan(leftByExamples - 0.2);
  }

  private List<Integer> mostActivated(int limit) {
    return activations.mostActivated(List.of(new Group(LessonStream.label(3), null)), limit);
  }

  private Set<Integer> selected(int examples) {
    Set<Integer> pairs = new TreeSet<>();
    for (int[] ofExample : pairs(forget.subList(0, examples))) {
      Arrays.stream(ofExample).forEach(pairs::add);
    }
    return pairs;
  }

  private void suppress(Collection<Integer> pairs) {
    pairs.forEach(
        pair -> {
          values.clear(pair);
          activations.clear(pair);
        });
  }

  private static int[][] pairs(List<Lesson> lessons) {
    int[][] pairs = new int[lessons.size()][SHAPE.heads()];
    try (KeyFinder finder = CODEBOOK.open(TensorDevice.CPU)) {
      int[] found = finder.find(lessons.stream().map(Lesson::vector).toList());
      for (int i = 0; i < found.length; i++) {
        int head = i % SHAPE.heads();
        pairs[i / SHAPE.heads()][head] = head * SHAPE.keys() + found[i];
      }
    }
    return pairs;
  }

  private double accuracy(List<Lesson> lessons) {
    List<String> labels = values.labels().stream().sorted().toList();
    return LessonStream.accuracy(
        BottleneckHead.masked(CODEBOOK, labels, values.sorted(labels), activations.used()),
        lessons,
        false);
  }

  private static boolean isForgotten(Lesson lesson) {
    return lesson.label().equals(LessonStream.label(3));
  }
}

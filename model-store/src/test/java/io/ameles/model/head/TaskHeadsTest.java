package io.ameles.model.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.tensor.Safetensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskHeadsTest {
  private static final float NONE = Float.NEGATIVE_INFINITY;

  @ParameterizedTest
  @CsvSource({"1, 1, 0", "3, 5, 0", "1, 4, 6", "7, 40, 0", "7, 40, 6"})
  void scoresWhatPlainJavaScores(int tasks, int rows, int hidden) {
    TaskHeads heads = random(tasks, hidden, new Random(3));
    Random random = new Random(4);
    float[] embeddings = values(rows * heads.dimension(), random);
    List<@Nullable String> asked = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      // Some unknown to everybody, some not told.
      int task = random.nextInt(tasks + 2);
      asked.add(task > tasks ? null : "t%02d".formatted(task));
    }
    float[] scores = score(heads, new Queries(rows, heads.dimension(), embeddings, asked));
    for (int row = 0; row < rows; row++) {
      float[] z = Arrays.copyOfRange(embeddings, row * 5, row * 5 + 5);
      TaskHead head = inJava(heads, z, asked.get(row));
      for (int label = 0; label < heads.labels().size(); label++) {
        int slot = head.labels().indexOf(heads.labels().get(label));
        float expected = slot < 0 ? NONE : (float) logits(heads.shape(), head, z)[slot];
        float score = scores[row * heads.labels().size() + label];
        if (slot < 0) {
          assertThat(score).isEqualTo(NONE);
        } else {
          assertThat(score).isCloseTo(expected, within(1e-4f));
        }
      }
    }
  }

  @Test
  void tasksThatShareALabelShareItsColumn() {
    TaskHeadShape shape = new TaskHeadShape(1, 0);
    TaskHeads heads =
        TaskHeads.of(
            shape,
            true,
            List.of(
                TaskHead.of("t2", List.of("b", "a"), false, new float[] {1, 0, -1, 0}),
                TaskHead.of("t1", List.of("c", "b"), false, new float[] {2, 1, -2, 1})));
    assertThat(heads.labels()).containsExactly("a", "b", "c");
    Queries queries = new Queries(2, 1, new float[] {1, 1}, List.of("t1", "t2"));
    assertThat(score(heads, queries)).containsExactly(NONE, -1, 3, -1, 1, NONE);
  }

  @Test
  void taskThatIsSurestIsInferredAndOneWithASingleLabelOnlyIfThereIsNoOther() {
    TaskHeadShape shape = new TaskHeadShape(2, 0);
    TaskHead left = TaskHead.of("left", List.of("a", "b"), false, new float[] {9, 0, 0, -9, 0, 0});
    TaskHead right =
        TaskHead.of("right", List.of("c", "d"), false, new float[] {0, 9, 0, 0, -9, 0});
    TaskHead single = TaskHead.of("alone", List.of("e"), false, new float[] {99, 99, 99});
    float[] embeddings = {1, 0, 0, -1};
    assertThat(predict(TaskHeads.of(shape, true, List.of(left, right, single)), embeddings))
        .containsExactly("a", "d");
    assertThat(predict(TaskHeads.of(shape, true, List.of(single)), embeddings))
        .containsExactly("e", "e");
  }

  @Test
  void forgottenTaskIsAnsweredForOnlyIfItIsAskedFor() {
    TaskHeadShape shape = new TaskHeadShape(2, 0);
    float[] sure = {9, 0, 0, -9, 0, 0};
    float[] unsure = {0.1f, 0, 0, 0, 0, 0};
    TaskHeads heads =
        TaskHeads.of(
            shape,
            true,
            List.of(
                TaskHead.of("gone", List.of("a", "b"), true, sure),
                TaskHead.of("here", List.of("c", "d"), false, unsure)));
    float[] embeddings = {1, 0};
    assertThat(predict(heads, embeddings)).containsExactly("c");
    assertThat(score(heads, new Queries(1, 2, embeddings, List.of("gone"))))
        .containsExactly(9, -9, NONE, NONE);
  }

  @Test
  void whereEverythingIsForgottenNothingIsPredicted() {
    TaskHead gone = TaskHead.of("gone", List.of("a"), true, new float[] {1, 1});
    TaskHeads heads = TaskHeads.of(new TaskHeadShape(1, 0), true, List.of(gone));
    try (Scorer scorer = heads.open(TensorDevice.CPU)) {
      assertThat(scorer.predict(Queries.of(new float[] {1}, 1, 1)))
          .containsExactly(Scorer.NO_LABEL);
    }
  }

  @Test
  void taskIsNotBelievedUnlessItIsToBe() {
    TaskHeadShape shape = new TaskHeadShape(1, 0);
    TaskHead sure = TaskHead.of("sure", List.of("a", "b"), false, new float[] {9, 0, -9, 0});
    TaskHead unsure = TaskHead.of("unsure", List.of("c", "d"), false, new float[] {1, 0, 0, 0});
    Queries queries = new Queries(1, 1, new float[] {1}, List.of("unsure"));
    for (boolean trusts : new boolean[] {true, false}) {
      TaskHeads heads = TaskHeads.of(shape, trusts, List.of(sure, unsure));
      assertThat(score(heads, queries)[0] > NONE).isEqualTo(!trusts);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void readsBackFromItsBytes(int hidden) {
    for (int tasks : new int[] {0, 1, 4}) {
      TaskHeads heads = random(tasks, hidden, new Random(5));
      assertThat(HeadKind.parse(HeadKind.toBytes(heads))).isEqualTo(heads);
    }
  }

  @Test
  void fileWhosePartsDoNotFitIsRefused() {
    Safetensors file = new Safetensors();
    HeadKind.save(random(3, 0, new Random(5)), file);
    for (String part : List.of("widths", "slots", "forgotten")) {
      Safetensors broken = Safetensors.parse(file.toBytes()).put(part, new long[] {2}, 1);
      assertThatExceptionOfType(AmelesException.class)
          .as(part)
          .isThrownBy(() -> HeadKind.load(broken))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE));
    }
  }

  @Test
  void headsThatFitNothingAreRefused() {
    TaskHeadShape shape = new TaskHeadShape(1, 0);
    TaskHead head = TaskHead.of("t", List.of("a"), false, new float[2]);
    TaskHead longer = TaskHead.of("u", List.of("a"), false, new float[3]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskHeads.of(shape, true, List.of(head, head)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskHeads.of(shape, true, List.of(longer)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskHead.of("t", List.of("a", "a"), false, new float[4]));
  }

  @Test
  void scoringLeavesNothingOnTheDevice() {
    TaskHeads heads = random(5, 3, new Random(5));
    try (TaskScorer scorer = new TaskScorer(TensorDevice.CPU, heads)) {
      long managed = scorer.managedArrays();
      for (int i = 0; i < 20; i++) {
        scorer.predict(
            new Queries(
                2, 5, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0}, Arrays.asList("t01", null)));
        assertThat(scorer.managedArrays()).isEqualTo(managed);
      }
    }
  }

  private static TaskHeads random(int tasks, int hidden, Random random) {
    TaskHeadShape shape = new TaskHeadShape(5, hidden);
    List<TaskHead> heads = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      int number = task;
      List<String> labels =
          IntStream.rangeClosed(0, task % 3).mapToObj(i -> "l" + number + (2 - i)).toList();
      heads.add(
          TaskHead.of(
              "t%02d".formatted(task),
              labels,
              task % 4 == 3,
              values(shape.parameters(labels.size()), random)));
    }
    return TaskHeads.of(shape, true, heads);
  }

  private static float[] values(int count, Random random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] score(TaskHeads heads, Queries queries) {
    try (Scorer scorer = heads.open(TensorDevice.CPU)) {
      return scorer.score(queries);
    }
  }

  private static List<String> predict(TaskHeads heads, float[] embeddings) {
    int rows = embeddings.length / heads.dimension();
    try (Scorer scorer = heads.open(TensorDevice.CPU)) {
      return Arrays.stream(scorer.predict(Queries.of(embeddings, rows, heads.dimension())))
          .mapToObj(heads.labels()::get)
          .toList();
    }
  }

  /** The head that answers. */
  private static TaskHead inJava(TaskHeads heads, float[] z, @Nullable String task) {
    for (TaskHead head : heads.heads()) {
      if (head.task().equals(task)) {
        return head;
      }
    }
    TaskHead surest = heads.heads().get(0);
    double least = Double.POSITIVE_INFINITY;
    for (TaskHead head : heads.heads()) {
      double entropy = head.labels().size() == 1 ? 2 : entropy(logits(heads.shape(), head, z));
      if (!head.forgotten() && entropy < least) {
        least = entropy;
        surest = head;
      }
    }
    return surest;
  }

  private static double entropy(double[] logits) {
    double total = Arrays.stream(logits).map(Math::exp).sum();
    double entropy =
        Arrays.stream(logits)
            .map(logit -> Math.exp(logit) / total)
            .map(p -> -p * Math.log(p))
            .sum();
    return entropy / Math.log(logits.length);
  }

  private static double[] logits(TaskHeadShape shape, TaskHead head, float[] z) {
    double[] inputs = IntStream.range(0, z.length).mapToDouble(i -> z[i]).toArray();
    float[] parameters = head.parameters();
    if (shape.hidden() > 0) {
      double[] units = layer(parameters, 0, shape.hidden(), inputs);
      inputs = Arrays.stream(units).map(unit -> Math.max(0, unit)).toArray();
    }
    return layer(parameters, shape.hiddenParameters(), head.labels().size(), inputs);
  }

  private static double[] layer(float[] parameters, int from, int rows, double[] inputs) {
    double[] outputs = new double[rows];
    int at = from;
    for (int row = 0; row < rows; row++) {
      for (double input : inputs) {
        outputs[row] += parameters[at++] * input;
      }
      outputs[row] += parameters[at++];
    }
    return outputs;
  }
}

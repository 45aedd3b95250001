package io.ameles.model.learn.uncle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.head.TaskHeadShape;
import io.ameles.model.learn.LessonStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two tasks, of three labels and of one. */
class HeadLossTest {
  private static final int UNUSED = 5;

  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  void slopeIsThatOfDifferencesAndNoneWhereThereIsNoUse(int hidden) {
    TaskHeadShape shape = new TaskHeadShape(LessonStream.DIMENSION, hidden);
    HeadLoss headLoss = new HeadLoss(shape);
    int values = shape.parameters(3) + UNUSED;
    try (NDManager scope = TensorDevice.CPU.newScope()) {
      Lessons lessons = asDoubles(lessons(scope));
      double[] heads = HypernetworkTest.doubles(scope, 2 * values, 5).toDoubleArray();
      HeadLoss.Loss loss = headLoss.of(scope.create(heads, new Shape(2, values)), lessons);
      double[] slope = loss.slope().toDoubleArray();
      double small = 1e-6;
      for (int i = 0; i < heads.length; i++) {
        double[] sides = new double[2];
        for (int side = 0; side < 2; side++) {
          double[] moved = heads.clone();
          moved[i] += side == 0 ? -small : small;
          sides[side] =
              headLoss.of(scope.create(moved, new Shape(2, values)), lessons).value().getDouble();
        }
        assertThat(slope[i]).isCloseTo((sides[1] - sides[0]) / (2 * small), within(1e-7));
        boolean used = i % values < shape.parameters(i < values ? 3 : 1);
        if (!used) {
          assertThat(slope[i]).isZero();
        }
      }
    }
  }

  private static Lessons lessons(NDManager scope) {
    LessonStream stream = new LessonStream(4, 9);
    Task three = new Task("three", new float[1]);
    Task one = new Task("one", new float[1]);
    List<Lessons.Numbered> some = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int label = i % 3;
      some.add(new Lessons.Numbered(stream.next(label), 0, three.slot("label" + label, 9)));
    }
    some.add(new Lessons.Numbered(stream.next(3), 1, one.slot("label", 9)));
    return Lessons.of(
        List.of(three, one),
        some,
        new EmbeddingSpace(LessonStream.DIMENSION, LessonStream.SPACE.step()),
        scope);
  }

  private static Lessons asDoubles(Lessons lessons) {
    return new Lessons(
        asDoubles(lessons.inputs()), asDoubles(lessons.shares()), asDoubles(lessons.excluded()));
  }

  private static NDArray asDoubles(NDArray array) {
    return array.toType(DataType.FLOAT64, true);
  }
}

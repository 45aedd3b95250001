package io.ameles.model.learn.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Normalization;
import io.ameles.model.embed.Quantization;
import io.ameles.model.head.Head;
import io.ameles.model.head.Queries;
import io.ameles.model.head.Scorer;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.LessonStream;
import io.ameles.model.learn.SettingsReader;
import io.ameles.model.learn.Trainer;
import io.ameles.model.tensor.Safetensors;
import io.ameles.schema.MalformedEventException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The experiment of the paper's second figure: eight clouds of points in a square, two of them at a
 * time. A linear probe that is shown them in this order forgets all but the last two; the
 * bottleneck, whose 400 keys are spread over the square, does not.
 */
class ToyExperimentTest {
  private static final int CLASSES = 8;
  private static final int POINTS = 100;
  private static final int STEPS = 1000;
  private static final double DEVIATION = 0.035;
  private static final Quantization QUANTIZATION = new Quantization(Normalization.NONE, -14);
  private static final EmbeddingSpace SPACE = new EmbeddingSpace(2, QUANTIZATION.step());

  @TempDir Path folder;

  @Test
  void bottleneckRemembersWhatALinearProbeForgets() throws Exception {
    Random random = new Random(2);
    KeyValueBottleneck learner = learner(square(random));
    LinearProbe probe = new LinearProbe();
    try (Trainer trainer = learner.open(TensorDevice.CPU, null)) {
      for (int task = 0; task < CLASSES / 2; task++) {
        List<float[]> points = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < 2 * POINTS; i++) {
          labels.add(2 * task + i % 2);
          points.add(point(2 * task + i % 2, random));
        }
        List<Lesson> lessons = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
          int at = random.nextInt(2 * POINTS);
          probe.step(points.get(at), labels.get(at));
          lessons.add(lesson(points.get(at), labels.get(at)));
        }
        LessonStream.learn(trainer, lessons, 100);
      }
      int rows = 100 * CLASSES;
      float[] tests = new float[2 * rows];
      for (int row = 0; row < rows; row++) {
        float[] point = point(row % CLASSES, random);
        lesson(point, 0).vector().dequantize((float) SPACE.step(), tests, 2 * row);
      }
      assertThat(accuracy(trainer.solution().head(), tests)).isGreaterThan(0.95);
      assertThat(probe.accuracy(tests)).isLessThan(0.5);
    }
  }

  private KeyValueBottleneck learner(Path square) {
    Map<String, String> settings =
        Map.of(
            "heads", "1",
            "keys-per-head", "400",
            "key-dimension", "2",
            "keys", "bootstrap",
            "bootstrap", square.toString(),
            "bootstrap-normalize", "none",
            "step", "0.1",
            "seed", "5"); // which projects to two different directions
    SettingsReader reader = new SettingsReader("toy", KeyValueBottleneck.TYPE, settings);
    KeyValueBottleneck learner = KeyValueBottleneck.of(reader, SPACE);
    assertThat(reader.problems()).isEmpty();
    return learner;
  }

  private Path square(Random random) throws Exception {
    float[] points = new float[2 * 2000];
    for (int i = 0; i < points.length; i++) {
      points[i] = random.nextFloat();
    }
    Safetensors file = new Safetensors().put("name", "uniform in the unit square");
    file.put("embeddings", points, 2000, 2);
    return Files.write(folder.resolve("square"), file.toBytes());
  }

  private static float[] point(int label, Random random) {
    double angle = 2 * Math.PI * label / CLASSES;
    return new float[] {
      (float) (0.5 + 0.35 * Math.cos(angle) + DEVIATION * random.nextGaussian()),
      (float) (0.5 + 0.35 * Math.sin(angle) + DEVIATION * random.nextGaussian())
    };
  }

  private static Lesson lesson(float[] point, int label) {
    try {
      return new Lesson(
          LessonStream.subject(0), 0, "class " + label, null, QUANTIZATION.quantize(point));
    } catch (MalformedEventException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static double accuracy(Head head, float[] tests) {
    int rows = tests.length / 2;
    int correct = 0;
    try (Scorer scorer = head.open(TensorDevice.CPU)) {
      int[] predicted = scorer.predict(Queries.of(tests, rows, 2));
      for (int row = 0; row < rows; row++) {
        correct += head.labels().get(predicted[row]).equals("class " + row % CLASSES) ? 1 : 0;
      }
    }
    return (double) correct / rows;
  }

  /** Softmax regression by plain gradient descent. */
  private static final class LinearProbe {
    private final double[][] weights = new double[CLASSES][3];

    void step(float[] point, int label) {
      double[] scores = scores(point[0], point[1]);
      double total = 0;
      for (int k = 0; k < CLASSES; k++) {
        scores[k] = Math.exp(scores[k]);
        total += scores[k];
      }
      for (int k = 0; k < CLASSES; k++) {
        double error = scores[k] / total - (k == label ? 1 : 0);
        weights[k][0] -= 0.5 * error * (point[0] - 0.5);
        weights[k][1] -= 0.5 * error * (point[1] - 0.5);
        weights[k][2] -= 0.5 * error;
      }
    }

    private double[] scores(double x, double y) {
      double[] scores = new double[CLASSES];
      for (int k = 0; k < CLASSES; k++) {
        scores[k] = weights[k][0] * (x - 0.5) + weights[k][1] * (y - 0.5) + weights[k][2];
      }
      return scores;
    }

    double accuracy(float[] tests) {
      int correct = 0;
      for (int row = 0; row < tests.length / 2; row++) {
        double[] scores = scores(tests[2 * row], tests[2 * row + 1]);
        int best = 0;
        for (int k = 1; k < CLASSES; k++) {
          best = scores[k] > scores[best] ? k : best;
        }
        correct += best == row % CLASSES ? 1 : 0;
      }
      return correct / (tests.length / 2.0);
    }
  }
}

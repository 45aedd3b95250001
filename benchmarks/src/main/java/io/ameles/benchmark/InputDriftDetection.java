package io.ameles.benchmark;

import io.ameles.model.drift.input.AfterAlarm;
import io.ameles.model.drift.input.InputDriftSettings;
import io.ameles.model.drift.input.InputSpace;
import io.ameles.model.drift.input.InputWatch;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Normalization;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.MalformedEventException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What is noticed of changes of the input: on seeded normal streams. */
final class InputDriftDetection {
  private static final int DIMENSION = 16;
  private static final int LABELS = 10;
  private static final int STREAMS = 40;
  private static final int QUIET_STREAMS = 40;
  private static final int QUIET_WINDOWS = 250;
  private static final int LONGEST_DELAY = 5_000;
  private static final Quantization QUANTIZATION = new Quantization(Normalization.NONE, -10);
  private static final InputSpace SPACE =
      InputSpace.of(
          new EmbeddingSpace(DIMENSION, QUANTIZATION.step()),
          Normalization.NONE,
          InputSpace.DEFAULT_FEATURES,
          Math.sqrt(DIMENSION));

  private InputDriftDetection() {}

  /**
   * A stream.
   *
   * @param mean of every value
   * @param first mean of the first value, in addition
   * @param deviation of every value
   * @param label share of the first label; the others share the rest
   */
  private record World(String name, double mean, double first, double deviation, double label) {
    static final World USUAL = new World("nothing", 0, 0, 1, 0.1);

    QuantizedVector vector(Random random) {
      float[] values = new float[DIMENSION];
      for (int i = 0; i < DIMENSION; i++) {
        double middle = mean + (i == 0 ? first : 0);
        values[i] = (float) (middle + deviation * random.nextGaussian());
      }
      try {
        return QUANTIZATION.quantize(values);
      } catch (MalformedEventException e) {
        throw new IllegalStateException(e);
      }
    }

    String label(Random random) {
      return "label-" + (random.nextDouble() < label ? 0 : 1 + random.nextInt(LABELS - 1));
    }
  }

  static void report() {
    System.out.printf(
        "Windows of %d that differ from a reference of %d although nothing changed, of %,d%n",
        InputDriftSettings.DEFAULT.window(),
        InputDriftSettings.DEFAULT.reference(),
        QUIET_STREAMS * QUIET_WINDOWS);
    for (double significance : new double[] {1e-2, 1e-3, 1e-5}) {
      System.out.printf("  significance %-7s %d%n", significance, falseAlarms(significance));
    }
    List<World> changes =
        List.of(
            new World("mean by 0.05", 0.05, 0, 1, 0.1),
            new World("mean by 0.1", 0.1, 0, 1, 0.1),
            new World("mean by 0.2", 0.2, 0, 1, 0.1),
            new World("one dimension by 0.5", 0, 0.5, 1, 0.1),
            new World("one dimension by 1", 0, 1, 1, 0.1),
            new World("deviation by 1.1", 0, 0, 1.1, 0.1),
            new World("deviation by 1.2", 0, 0, 1.2, 0.1),
            new World("a label from 0.1 to 0.2", 0, 0, 1, 0.2),
            new World("a label from 0.1 to 0.3", 0, 0, 1, 0.3));
    System.out.printf("Changes after the reference, %d streams%n", STREAMS);
    for (World change : changes) {
      List<Integer> delays =
          IntStream.range(0, STREAMS)
              .map(seed -> delay(change, seed))
              .filter(d -> d >= 0)
              .sorted()
              .boxed()
              .toList();
      System.out.printf(
          "  %-24s noticed %3d, median delay %5d%n",
          change.name(), delays.size(), delays.isEmpty() ? -1 : delays.get(delays.size() / 2));
    }
  }

  private static InputWatch watch(double significance) {
    InputDriftSettings usual = InputDriftSettings.DEFAULT;
    return new InputWatch(
        SPACE,
        new InputDriftSettings(usual.reference(), usual.window(), significance, AfterAlarm.FIXED));
  }

  private static long falseAlarms(double significance) {
    InputDriftSettings usual = InputDriftSettings.DEFAULT;
    long alarms = 0;
    for (int seed = 0; seed < QUIET_STREAMS; seed++) {
      Random random = new Random(seed);
      InputWatch watch = watch(significance);
      for (int i = usual.reference() + QUIET_WINDOWS * usual.window(); i > 0; i--) {
        alarms += next(watch, World.USUAL, random) ? 1 : 0;
      }
    }
    return alarms;
  }

  /** Whether the window that this example filled, if it did, differs. */
  private static boolean next(InputWatch watch, World world, Random random) {
    Pseudonym example = new Pseudonym(random.nextLong(), random.nextLong());
    return watch
        .learned(example, world.vector(random), world.label(random))
        .filter(verdict -> verdict.comparison().changed())
        .isPresent();
  }

  private static int delay(World change, int seed) {
    Random random = new Random(seed);
    InputWatch watch = watch(InputDriftSettings.DEFAULT.significance());
    for (int i = 0; i < InputDriftSettings.DEFAULT.reference(); i++) {
      next(watch, World.USUAL, random);
    }
    for (int i = 1; i <= LONGEST_DELAY; i++) {
      if (next(watch, change, random)) {
        return i;
      }
    }
    return -1;
  }
}

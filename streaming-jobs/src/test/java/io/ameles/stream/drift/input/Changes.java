package io.ameles.stream.drift.input;

import io.ameles.model.Contribution;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.Fixtures;
import io.ameles.stream.ledger.Change;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Seeded changes: normal features around 0 with steps of 1/1000. */
final class Changes {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Changes() {}

  static Change.Example learned(int number, double mean) {
    return of("anna", number, mean, 1, ExampleUse.TRAIN);
  }

  static Change.Example forgotten(int number, double mean) {
    return of("anna", number, mean, -1, ExampleUse.TRAIN);
  }

  static Change.Example of(String subject, int number, double mean, int sign, ExampleUse use) {
    Random random = new Random(number * GOLDEN); // neighbouring seeds begin alike
    short[] values = new short[Fixtures.DIMENSION];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) Math.rint(1_000 * (mean + random.nextGaussian()));
    }
    String label = random.nextInt(4) == 0 ? "cat" : "dog";
    return new Change.Example(
        Fixtures.subject(subject),
        Fixtures.example(Integer.toString(number)),
        use,
        0,
        new Contribution(label, null, QuantizedVector.of(values), sign));
  }

  static Stream<Change> learned(int from, int to, double mean) {
    return IntStream.range(from, to).mapToObj(number -> learned(number, mean));
  }

  static Stream<Change> forgotten(int from, int to, double mean) {
    return IntStream.range(from, to).mapToObj(number -> forgotten(number, mean));
  }
}

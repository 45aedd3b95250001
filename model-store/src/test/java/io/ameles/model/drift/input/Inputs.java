package io.ameles.model.drift.input;

import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Normalization;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.MalformedEventException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded examples: normal features of 8 dimensions, not normalised. */
final class Inputs {
  static final int DIMENSION = 8;
  static final Quantization QUANTIZATION = new Quantization(Normalization.NONE, -10);
  static final InputSpace SPACE =
      InputSpace.of(
          new EmbeddingSpace(DIMENSION, QUANTIZATION.step()),
          Normalization.NONE,
          64,
          Math.sqrt(DIMENSION));

  private static final int LABELS = 4;

  private final Random random;
  private double mean;
  private double deviation = 1;
  private double firstDimension;
  private double shareOfFirstLabel = 1.0 / LABELS;

  Inputs(long seed) {
    random = new Random(seed);
  }

  /** An example as the ledger would tell of it. */
  record Learned(Pseudonym example, QuantizedVector vector, String label) {
    void to(InputWatch watch) {
      watch.learned(example, vector, label);
    }

    void outOf(InputWatch watch) {
      watch.forgotten(example, vector, label);
    }
  }

  Inputs mean(double of) {
    mean = of;
    return this;
  }

  Inputs deviation(double of) {
    deviation = of;
    return this;
  }

  Inputs firstDimension(double of) {
    firstDimension = of;
    return this;
  }

  Inputs shareOfFirstLabel(double share) {
    shareOfFirstLabel = share;
    return this;
  }

  Learned next() {
    float[] features = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      double shift = i == 0 ? firstDimension : mean;
      features[i] = (float) (shift + deviation * random.nextGaussian());
    }
    boolean first = random.nextDouble() < shareOfFirstLabel;
    int label = first ? 0 : 1 + random.nextInt(LABELS - 1);
    Pseudonym example = new Pseudonym(random.nextLong(), random.nextLong());
    return new Learned(example, vector(features), "label-" + label);
  }

  List<Learned> next(int count) {
    List<Learned> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      examples.add(next());
    }
    return examples;
  }

  static QuantizedVector vector(float... features) {
    try {
      return QUANTIZATION.quantize(features);
    } catch (MalformedEventException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As sums, without a watch. */
  static InputSums sums(List<Learned> examples) {
    FourierFeatures fourier = new FourierFeatures(SPACE);
    Bins bins = new Bins(SPACE);
    InputSums sums = new InputSums(SPACE);
    for (Learned each : examples) {
      sums.add(new Observation(fourier.of(each.vector()), bins.of(each.vector()), each.label()), 1);
    }
    return sums;
  }
}

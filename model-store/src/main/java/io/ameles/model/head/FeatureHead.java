package io.ameles.model.head;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.RandomFeatures;
import io.ameles.model.tensor.Safetensors;
import java.util.Arrays;
import java.util.List;

/**
 * Parameters that score an embedding z as {@code W h(z)}, where h are {@link RandomFeatures} in
 * their unit, and predict the label with the highest score, the first in label order if several
 * have it. Immutable and thread-safe.
 */
public final class FeatureHead implements Head {
  private static final String SIZE = "features.size";
  private static final String SEED = "features.seed";
  private static final String SHIFT = "features.shift";
  private static final String STEP = "features.step";

  private final List<String> labels;
  private final RandomFeatures features;
  private final double step;
  private final float[] weights;

  private FeatureHead(List<String> labels, RandomFeatures features, double step, float[] weights) {
    this.labels = List.copyOf(labels);
    this.features = features;
    this.step = step;
    this.weights = weights;
  }

  /**
   * @param labels [labels]
   * @param features of the embeddings
   * @param step of the embeddings' quantization, a power of two
   * @param weights [labels, size of the features] row by row; copied
   */
  public static FeatureHead of(
      List<String> labels, RandomFeatures features, double step, float[] weights) {
    EmbeddingSpace space = new EmbeddingSpace(features.dimension(), step);
    if (weights.length != (long) labels.size() * features.size()) {
      throw new IllegalArgumentException(
          "%d labels on %d features do not fit %d weights"
              .formatted(labels.size(), features.size(), weights.length));
    }
    return new FeatureHead(labels, features, space.step(), weights.clone());
  }

  static FeatureHead load(Safetensors file) {
    return of(
        file.texts(HeadKind.LABELS),
        new RandomFeatures(
            file.integer(HeadKind.DIMENSION),
            file.integer(SIZE),
            Long.parseLong(file.text(SEED)),
            file.integer(SHIFT)),
        Double.parseDouble(file.text(STEP)),
        file.floats("weights"));
  }

  @Override
  public HeadKind kind() {
    return HeadKind.RANDOM_FEATURES;
  }

  /** {@code weights} float32 [labels, size]; metadata size, seed and shift, and the step. */
  @Override
  public void save(Safetensors file) {
    file.put(SIZE, Integer.toString(features.size()))
        .put(SEED, Long.toString(features.seed()))
        .put(SHIFT, Integer.toString(features.shift()))
        .put(STEP, Double.toString(step))
        .put("weights", weights, labels.size(), features.size());
  }

  @Override
  public Scorer open(TensorDevice device) {
    return new FeatureScorer(device, this);
  }

  @Override
  public Scorer openSteady(TensorDevice device) {
    return new SteadyFeatures(device, this);
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public int dimension() {
    return features.dimension();
  }

  /** What is computed from an embedding. */
  public RandomFeatures features() {
    return features;
  }

  /** The value of one quantization step of an embedding. */
  public double step() {
    return step;
  }

  /** [labels, size of the features] row by row; a copy. */
  public float[] weights() {
    return weights.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureHead that
        && features.equals(that.features)
        && step == that.step
        && labels.equals(that.labels)
        && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return 31 * labels.hashCode() + Arrays.hashCode(weights);
  }

  @Override
  public String toString() {
    return "FeatureHead[labels=%d, features=%s]".formatted(labels.size(), features);
  }
}

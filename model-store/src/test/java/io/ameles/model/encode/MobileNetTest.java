package io.ameles.model.encode;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import io.ameles.model.Contribution;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.head.Queries;
import io.ameles.model.head.Scorer;
import io.ameles.model.learn.Combiner;
import io.ameles.model.learn.LearnerSettings;
import io.ameles.model.learn.Solution;
import io.ameles.model.learn.Tile;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.schema.MalformedEventException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real encoder on real photographs. On {@code -Dencoder.photographs=2000} it looks at all that
 * there are.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MobileNetTest {
  private static final Logger LOG = LoggerFactory.getLogger(MobileNetTest.class);
  private static final int SOME = Integer.getInteger("encoder.photographs", 200);

  private Cifar cifar;
  private RgbImage[] photographs;
  private float[][] computed;

  @BeforeAll
  void embed() {
    cifar = Cifar.find();
    photographs = some(cifar.photographs());
    long started = System.nanoTime();
    computed = embed(cifar.encoder(), Arrays.asList(photographs));
    LOG.info("{} photographs in {} ms", SOME, (System.nanoTime() - started) / 1_000_000);
  }

  @Test
  void embeddingsAreThoseThatSomebodyElseComputed() {
    float[][] stated = some(cifar.embeddings());
    double[] cosines =
        IntStream.range(0, SOME).mapToDouble(i -> cosine(computed[i], stated[i])).toArray();
    LOG.info(
        "cosine with the stated embeddings: at least {}, on average {}",
        Arrays.stream(cosines).min().orElseThrow(),
        Arrays.stream(cosines).average().orElseThrow());
    assertThat(cosines).hasSize(SOME);
    for (double cosine : cosines) {
      assertThat(cosine).isBetween(0.999, 1.000001);
    }
  }

  @Test
  void headPredictsTheSameForBoth() throws MalformedEventException {
    Solution means = means();
    List<String> labels = means.head().labels();
    String[] truth = some(cifar.labels());
    int[] ours = predict(means, computed);
    int[] theirs = predict(means, some(cifar.embeddings()));
    long agree = IntStream.range(0, SOME).filter(i -> ours[i] == theirs[i]).count();
    LOG.info(
        "nearest mean: {} % alike; right {} % on ours, {} % on theirs",
        100.0 * agree / SOME, right(ours, labels, truth), right(theirs, labels, truth));
    assertThat(agree).isGreaterThanOrEqualTo((long) (0.97 * SOME));
    assertThat(right(ours, labels, truth)).isGreaterThan(40);
  }

  @Test
  void embeddingDoesNotDependOnItsNeighboursItsPlaceOrTheSession() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
    Collections.shuffle(order, new Random(5));
    List<RgbImage> shuffled = order.stream().map(i -> photographs[i]).toList();
    float[][] again = embed(cifar.encoder(), shuffled);
    for (int i = 0; i < again.length; i++) {
      assertThat(bits(again[i])).isEqualTo(bits(computed[order.get(i)]));
    }
    float[][] alone = embed(cifar.encoder(), List.of(photographs[7]));
    assertThat(bits(alone[0])).isEqualTo(bits(computed[7]));
  }

  @Test
  void picturesOfDifferentSizesComeOutInTheirOrder() {
    RgbImage large = new Resize(100).apply(photographs[0]);
    List<RgbImage> mixed =
        List.of(photographs[3], large, photographs[0], new Resize(64).apply(photographs[1]), large);
    float[][] embeddings = embed(cifar.encoder(), mixed);
    assertThat(bits(embeddings[0])).isEqualTo(bits(computed[3]));
    assertThat(bits(embeddings[2])).isEqualTo(bits(computed[0]));
    assertThat(bits(embeddings[4])).isEqualTo(bits(embeddings[1]));
    assertThat(cosine(embeddings[1], computed[0])).isGreaterThan(0.8);
  }

  @Test
  void fingerprintStaysTheSameAndTellsSettingsApart() {
    try (Encoder one = Encoder.open(cifar.encoder(), TensorDevice.CPU, Cifar.DIMENSION);
        Encoder two = Encoder.open(cifar.encoder(), TensorDevice.CPU, Cifar.DIMENSION);
        Encoder other =
            Encoder.open(cifar.encoder().withSize(96), TensorDevice.CPU, Cifar.DIMENSION)) {
      assertThat(one.fingerprint()).matches("[0-9a-f]{64}").isEqualTo(two.fingerprint());
      assertThat(other.fingerprint()).isNotEqualTo(one.fingerprint());
    }
  }

  @Test
  void pytorchStaysTheEngineOfEverythingElse() {
    try (Encoder encoder = Encoder.open(cifar.encoder(), TensorDevice.CPU, Cifar.DIMENSION)) {
      assertThat(encoder.fingerprint()).isNotEmpty();
      assertThat(Engine.getInstance().getEngineName()).isEqualTo("PyTorch");
      assertThat(Engine.getEngine("PyTorch").getEngineName()).isEqualTo("PyTorch");
    }
  }

  private Solution means() throws MalformedEventException {
    float[][] features = cifar.trainingEmbeddings();
    String[] labels = cifar.trainingLabels();
    NearestMean learner =
        new NearestMean(
            LearnerSettings.of(NearestMean.TYPE),
            new EmbeddingSpace(Cifar.DIMENSION, Quantization.DEFAULT.step()));
    Map<String, Tile> tiles = new HashMap<>();
    try (Combiner combiner = learner.open(TensorDevice.CPU)) {
      List<Contribution> batch = new ArrayList<>();
      for (int i = 0; i < features.length; i++) {
        batch.add(Contribution.learned(labels[i], null, quantized(features[i])));
        if (batch.size() == 1_000) {
          combiner.combine(batch).forEach((key, tile) -> tiles.merge(key, tile, Tile::plus));
          batch.clear();
        }
      }
    }
    return learner.solve(tiles);
  }

  private static QuantizedVector quantized(float[] features) throws MalformedEventException {
    return Quantization.DEFAULT.quantize(features);
  }

  private static int[] predict(Solution means, float[][] embeddings)
      throws MalformedEventException {
    float[] queries = new float[embeddings.length * Cifar.DIMENSION];
    for (int i = 0; i < embeddings.length; i++) {
      quantized(embeddings[i])
          .dequantize((float) Quantization.DEFAULT.step(), queries, i * Cifar.DIMENSION);
    }
    try (Scorer scorer = means.head().open(TensorDevice.CPU)) {
      float[] scores = scorer.score(Queries.of(queries, embeddings.length, Cifar.DIMENSION));
      int labels = scorer.labels();
      return IntStream.range(0, embeddings.length)
          .map(i -> best(Arrays.copyOfRange(scores, i * labels, (i + 1) * labels)))
          .toArray();
    }
  }

  private static int best(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }

  private static double right(int[] predicted, List<String> labels, String[] truth) {
    return 100.0
        * IntStream.range(0, truth.length)
            .filter(i -> labels.get(predicted[i]).equals(truth[i]))
            .count()
        / truth.length;
  }

  private static float[][] embed(EncoderSettings settings, List<RgbImage> images) {
    try (Encoder encoder = Encoder.open(settings, TensorDevice.CPU, Cifar.DIMENSION)) {
      return encoder.embed(images).stream().map(Embedding::values).toArray(float[][]::new);
    }
  }

  /** Spread over all labels, by which the photographs are sorted. */
  private static <T> T[] some(T[] all) {
    T[] some = Arrays.copyOf(all, SOME);
    Arrays.setAll(some, i -> all[i * (all.length / SOME)]);
    return some;
  }

  private static int[] bits(float[] values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToRawIntBits(values[i])).toArray();
  }

  private static double cosine(float[] one, float[] other) {
    double product = 0;
    double oneSquared = 0;
    double otherSquared = 0;
    for (int i = 0; i < one.length; i++) {
      product += (double) one[i] * other[i];
      oneSquared += (double) one[i] * one[i];
      otherSquared += (double) other[i] * other[i];
    }
    return product / Math.sqrt(oneSquared * otherSquared);
  }
}

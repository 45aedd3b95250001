package io.ameles.model.verify;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.version.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of the learner ridge, added up from its examples, and its digest, written out from
 * docs/learners/ridge.md. Knows neither the learner nor its tiles; works in batches because the
 * products are many.
 */
final class RidgeSums implements Recomputation {
  private static final int BLOCK = 256;
  private static final int BATCH = 256;

  /** Examples whose products, each below 2^30, add up to less than 2^53. */
  private static final int EXACT = 1 << 22;

  private final String learner;
  private final int dimension;
  private final FeatureRule rule;
  private final double[] partial; // [size, size], on and above the diagonal
  private final long[] gram; // the same
  private final Map<byte[], LabelSum> labels = new TreeMap<>(Arrays::compareUnsigned);
  private final double[] embeddings; // [dimension, BATCH]
  private final LabelSum[] owners = new LabelSum[BATCH];
  private int waiting;
  private int inPartial;
  private long count;

  private static final class LabelSum {
    private final long[] values;
    private long count;

    LabelSum(int size) {
      this.values = new long[size];
    }
  }

  private RidgeSums(String learner, int dimension, FeatureRule rule) {
    this.learner = learner;
    this.dimension = dimension;
    this.rule = rule;
    this.partial = new double[Math.multiplyExact(rule.size(), rule.size())];
    this.gram = new long[partial.length];
    this.embeddings = new double[dimension * BATCH];
  }

  static RidgeSums of(Manifest.Learner learner, Manifest.Intake intake) {
    FeatureRule rule = FeatureRule.of(learner, intake.dimension());
    return new RidgeSums(learner.name(), intake.dimension(), rule);
  }

  @Override
  public void add(String label, QuantizedVector vector) {
    for (int i = 0; i < dimension; i++) {
      embeddings[i * BATCH + waiting] = vector.get(i);
    }
    owners[waiting++] =
        labels.computeIfAbsent(
            label.getBytes(StandardCharsets.UTF_8), unused -> new LabelSum(rule.size()));
    count++;
    if (waiting == BATCH) {
      takeIn();
    }
  }

  private void takeIn() {
    for (int column = waiting; column < BATCH; column++) {
      for (int i = 0; i < dimension; i++) {
        embeddings[i * BATCH + column] = 0; // whose features are zero, too
      }
    }
    double[] features = rule.apply(embeddings, BATCH);
    WholeProducts.addGram(features, rule.size(), partial);
    for (int row = 0; row < waiting; row++) {
      owners[row].count++;
      for (int i = 0; i < rule.size(); i++) {
        owners[row].values[i] += (long) features[row * rule.size() + i];
      }
    }
    waiting = 0;
    inPartial += BATCH;
    if (inPartial >= EXACT) {
      drain();
    }
  }

  private void drain() {
    for (int i = 0; i < gram.length; i++) {
      gram[i] = Math.addExact(gram[i], (long) partial[i]);
      partial[i] = 0;
    }
    inPartial = 0;
  }

  @Override
  public String digest() {
    takeIn();
    drain();
    CanonicalState state = new CanonicalState(learner);
    int blocks = count == 0 ? 0 : (rule.size() + BLOCK - 1) / BLOCK;
    for (int row = 0; row < blocks; row++) {
      for (int column = row; column < blocks; column++) {
        String key = String.format(Locale.ROOT, "gram/%04d/%04d", row, column);
        state.add(key.getBytes(StandardCharsets.US_ASCII), count, block(row, column));
      }
    }
    labels.forEach((label, sum) -> state.add(labelKey(label), sum.count, sum.values));
    return state.digest();
  }

  /** A block on the diagonal is whole; what is below the diagonal is what is above. */
  private long[] block(int blockRow, int blockColumn) {
    int top = blockRow * BLOCK;
    int left = blockColumn * BLOCK;
    int height = Math.min(BLOCK, rule.size() - top);
    int width = Math.min(BLOCK, rule.size() - left);
    long[] block = new long[height * width];
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        int row = Math.min(top + i, left + j);
        int column = Math.max(top + i, left + j);
        block[i * width + j] = gram[row * rule.size() + column];
      }
    }
    return block;
  }

  private static byte[] labelKey(byte[] label) {
    byte[] prefix = "label/".getBytes(StandardCharsets.US_ASCII);
    byte[] key = Arrays.copyOf(prefix, prefix.length + label.length);
    System.arraycopy(label, 0, key, prefix.length, label.length);
    return key;
  }
}

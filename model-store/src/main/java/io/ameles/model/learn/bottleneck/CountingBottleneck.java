package io.ameles.model.learn.bottleneck;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.codebook.Codebook;
import io.ameles.model.embed.codebook.CodebookShape;
import io.ameles.model.head.BottleneckHead;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.Combiner;
import io.ameles.model.learn.LearnerSettings;
import io.ameles.model.learn.SettingsReader;
import io.ameles.model.learn.Solution;
import io.ameles.model.learn.Tile;
import io.ameles.schema.DeletionScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The discrete key-value bottleneck of Traeuble et al. (2023) with counts for values: how many
 * examples of each label are assigned to each key. The paper trains its values by gradient steps;
 * counts need one pass, do not depend on the order, and go away with their examples.
 *
 * <p>State: one tile per label, its sums [heads * keys] the examples at every key. Exact for every
 * scope.
 */
public final class CountingBottleneck implements AdditiveLearner {
  /** The learner's type, and its name unless another is chosen. */
  public static final String TYPE = "counting-bottleneck";

  private static final CodebookShape SHAPE = new CodebookShape(256, 64, 8);
  private static final long serialVersionUID = 1L;

  private final LearnerSettings settings;
  private final Codebook codebook;
  private final Readout readout;
  private final double smoothing;

  private CountingBottleneck(
      LearnerSettings settings, Codebook codebook, Readout readout, double smoothing) {
    this.settings = settings;
    this.codebook = codebook;
    this.readout = readout;
    this.smoothing = smoothing;
  }

  /**
   * The learner as {@code settings} say: {@code heads}, {@code keys-per-head}, {@code
   * key-dimension}, {@code seed}, {@code length}, {@code keys}, {@code bootstrap}, {@code
   * bootstrap-normalize}, {@code readout}, {@code smoothing}.
   */
  public static CountingBottleneck of(SettingsReader settings, EmbeddingSpace space) {
    Codebook codebook = CodebookSettings.read(settings, space, SHAPE);
    Readout readout = settings.choice("readout", Readout.NAIVE_BAYES);
    double smoothing = settings.number("smoothing", 0.1, 1e-6, 1e6);
    return new CountingBottleneck(settings.settings(), codebook, readout, smoothing);
  }

  @Override
  public LearnerSettings settings() {
    return settings;
  }

  @Override
  public Combiner open(TensorDevice device) {
    return new KeyCounter(codebook, device);
  }

  @Override
  public Optional<String> wholeTile(DeletionScope scope, String target) {
    return scope == DeletionScope.LABEL ? Optional.of(target) : Optional.empty();
  }

  @Override
  public Solution solve(Map<String, Tile> tiles) {
    TreeMap<String, Tile> present = new TreeMap<>(tiles);
    present.values().removeIf(tile -> tile.isDropped() || tile.isZero());
    present.values().forEach(this::requireSound);
    int pairs = codebook.shape().pairs();
    int keys = codebook.shape().keys();
    float[] values = new float[Math.multiplyExact(pairs, present.size())];
    long[] atPairs = atPairs(present);
    int column = 0;
    for (Tile tile : present.values()) {
      for (int pair = 0; pair < pairs; pair++) {
        values[pair * present.size() + column] =
            (float) readout.value(tile.sum(pair), atPairs[pair], tile.count(), keys, smoothing);
      }
      column++;
    }
    return new Solution(
        BottleneckHead.of(codebook, List.copyOf(present.keySet()), values), facts(atPairs));
  }

  private long[] atPairs(Map<String, Tile> present) {
    long[] atPairs = new long[codebook.shape().pairs()];
    for (Tile tile : present.values()) {
      for (int pair = 0; pair < atPairs.length; pair++) {
        atPairs[pair] = Math.addExact(atPairs[pair], tile.sum(pair));
      }
    }
    return atPairs;
  }

  private static SortedMap<String, Double> facts(long[] atPairs) {
    double used = 0;
    for (long at : atPairs) {
      used += at > 0 ? 1 : 0;
    }
    return new TreeMap<>(Map.of("used-keys", used / atPairs.length));
  }

  /** Every example is at one key of every head. */
  private void requireSound(Tile tile) {
    boolean sound = tile.count() > 0 && tile.length() == codebook.shape().pairs();
    for (int head = 0; sound && head < codebook.shape().heads(); head++) {
      long ofHead = 0;
      for (int key = 0; key < codebook.shape().keys(); key++) {
        long at = tile.sum(head * codebook.shape().keys() + key);
        sound &= at >= 0;
        ofHead += at;
      }
      sound &= ofHead == tile.count();
    }
    if (!sound) {
      throw new AmelesException(
          ErrorCode.BROKEN_INVARIANT,
          "A label's counts do not add up to its %d examples; its statistics are damaged. Restore an older checkpoint and report this."
              .formatted(tile.count()));
    }
  }
}

package io.ameles.model.learn.ridge;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.RandomFeatures;
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

/**
 * Ridge regression on one-hot labels, {@code W = (H^T H + lambda I)^-1 H^T Y}, as in the analytic
 * continual learners: Zhuang et al., "ACIL: Analytic Class-Incremental Learning with Absolute
 * Memorization and Privacy Protection" (2022), and McDonnell et al., "RanPAC" (2023). H are the
 * embeddings or random features of them. Unlike those it keeps both products in whole numbers and
 * solves anew instead of updating an inverse, so what was taken away leaves no trace.
 *
 * <p>State: the upper triangle of {@code H^T H} in blocks, tiles {@code gram/row/column}; per label
 * the sum of its features, tiles {@code label/...}; every tile counts its examples. Exact for every
 * scope. A label is not a whole tile, because its share of {@code H^T H} is in all of them.
 */
public final class Ridge implements AdditiveLearner {
  /** The learner's type, and its name unless another is chosen. */
  public static final String TYPE = "ridge";

  private static final long serialVersionUID = 1L;

  private static final double MIN_LAMBDA = 1e-6;
  private static final double MAX_LAMBDA = 1e12;

  private final LearnerSettings settings;
  private final RidgeFeatures features;
  private final double lambda;

  private Ridge(LearnerSettings settings, RidgeFeatures features, double lambda) {
    this.settings = settings;
    this.features = features;
    this.lambda = lambda;
  }

  /**
   * Settings {@code features} ({@code raw}, {@code random}); {@code lambda} in the unit of the
   * features; with random features {@code size}, {@code seed} and {@code shift}, see {@link
   * RandomFeatures}.
   *
   * @param space of the embeddings
   */
  public static Ridge of(SettingsReader settings, EmbeddingSpace space) {
    boolean raw = settings.choice("features", RidgeFeatures.Kind.RAW) == RidgeFeatures.Kind.RAW;
    double lambda = settings.number("lambda", raw ? 1 : 100, MIN_LAMBDA, MAX_LAMBDA);
    RandomFeatures random = raw ? null : random(settings, space);
    if (raw && space.dimension() > RidgeKeys.MAX_SIZE) {
      settings.problem(
          "features", "random for embeddings of more than " + RidgeKeys.MAX_SIZE + " values");
    }
    return new Ridge(settings.settings(), new RidgeFeatures(space, random), lambda);
  }

  private static RandomFeatures random(SettingsReader settings, EmbeddingSpace space) {
    int most = Math.min(RidgeKeys.MAX_SIZE, Integer.MAX_VALUE / space.dimension());
    return new RandomFeatures(
        space.dimension(),
        settings.integer("size", 2_000, 1, most),
        settings.seed("seed"),
        settings.integer("shift", RandomFeatures.shiftFor(space), 0, RandomFeatures.MAX_SHIFT));
  }

  @Override
  public LearnerSettings settings() {
    return settings;
  }

  @Override
  public Combiner open(TensorDevice device) {
    return new RidgeCombiner(features, device);
  }

  @Override
  public Optional<String> wholeTile(DeletionScope scope, String target) {
    return Optional.empty();
  }

  /**
   * {@inheritDoc} Facts: {@code condition}, an estimate of the condition number of {@code H^T H +
   * lambda I} in the 1-norm; {@code effective-lambda}, which is above {@code lambda} where that
   * would be lost in rounding; {@code residual}, the relative backward error of the solution.
   *
   * @throws AmelesException with {@link ErrorCode#BROKEN_INVARIANT} if no examples give {@code
   *     tiles}
   */
  @Override
  public Solution solve(Map<String, Tile> tiles) {
    RidgeStatistics statistics = RidgeStatistics.of(features.size(), tiles);
    return statistics.labels().isEmpty()
        ? Solution.of(features.head(List.of(), new float[0]))
        : new RidgeSolver(features, statistics, lambda).solve();
  }
}

package io.ameles.model.catalog;

import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.learn.Learner;
import io.ameles.model.learn.SettingsReader;
import io.ameles.model.learn.bottleneck.CountingBottleneck;
import io.ameles.model.learn.bottleneck.KeyValueBottleneck;
import io.ameles.model.learn.ensemble.Ensemble;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.model.learn.projection.Projection;
import io.ameles.model.learn.ridge.Ridge;
import io.ameles.model.learn.softmax.Softmax;
import io.ameles.model.learn.uncle.Uncle;
import java.util.function.BiFunction;

/** The algorithms that there are. */
enum LearnerType {
  NEAREST_MEAN(NearestMean.TYPE, (settings, space) -> new NearestMean(settings.settings(), space)),
  RIDGE(Ridge.TYPE, Ridge::of),
  COUNTING_BOTTLENECK(CountingBottleneck.TYPE, CountingBottleneck::of),
  BOTTLENECK(KeyValueBottleneck.TYPE, KeyValueBottleneck::of),
  UNCLE(Uncle.TYPE, Uncle::of),
  ENSEMBLE(Ensemble.TYPE, Ensemble::of),
  PROJECTION(Projection.TYPE, Projection::of),
  SOFTMAX(Softmax.TYPE, Softmax::of);

  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // lambdas that capture nothing
  private final BiFunction<SettingsReader, EmbeddingSpace, Learner> factory;

  LearnerType(String text, BiFunction<SettingsReader, EmbeddingSpace, Learner> factory) {
    this.text = text;
    this.factory = factory;
  }

  String text() {
    return text;
  }

  /** The learner; of no use if {@code settings} has problems afterwards. */
  Learner build(SettingsReader settings, EmbeddingSpace space) {
    return factory.apply(settings, space);
  }
}

package io.ameles.model.learn.projection;

import io.ameles.model.learn.SettingsReader;
import java.io.Serializable;

/**
 * What was chosen.
 *
 * @param head what is computed from the statistics
 * @param lambda of the ridge regression, above 0
 * @param directions how many a forgotten label takes with it at most
 */
record ProjectionOptions(BaseHead head, double lambda, int directions) implements Serializable {
  private static final long serialVersionUID = 1L;

  static ProjectionOptions read(SettingsReader settings) {
    return new ProjectionOptions(
        settings.choice("head", BaseHead.NEAREST_MEAN),
        settings.number("lambda", 1, 1e-3, 1e9),
        settings.integer("directions", 2, 1, 64));
  }
}

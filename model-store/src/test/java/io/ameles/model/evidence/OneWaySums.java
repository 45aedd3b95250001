package io.ameles.model.evidence;

import io.ameles.model.Contribution;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.Combiner;
import io.ameles.model.learn.LearnerSettings;
import io.ameles.model.learn.Solution;
import io.ameles.model.learn.Tile;
import io.ameles.schema.DeletionScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An additive learner that overlooks some of what it is to take away: an example in so many.
 *
 * @param honest the learner that it would be otherwise
 * @param every which of a batch to overlook; 1 for all
 */
record OneWaySums(AdditiveLearner honest, int every) implements AdditiveLearner {
  private static final long serialVersionUID = 1L;

  @Override
  public LearnerSettings settings() {
    return honest.settings();
  }

  @Override
  public Combiner open(TensorDevice device) {
    Combiner combiner = honest.open(device);
    return new Combiner() {
      @Override
      public Map<String, Tile> combine(List<Contribution> batch) {
        return combiner.combine(
            batch.stream()
                .filter(each -> each.sign() > 0 || batch.indexOf(each) % every != 0)
                .toList());
      }

      @Override
      public void close() {
        combiner.close();
      }
    };
  }

  @Override
  public Optional<String> wholeTile(DeletionScope scope, String target) {
    return honest.wholeTile(scope, target);
  }

  @Override
  public Solution solve(Map<String, Tile> tiles) {
    return honest.solve(tiles);
  }
}

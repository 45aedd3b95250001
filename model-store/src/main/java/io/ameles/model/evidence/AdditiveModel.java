package io.ameles.model.evidence;

import io.ameles.model.Contribution;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.head.Head;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.Combiner;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.StateDigest;
import io.ameles.model.learn.Tile;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds tiles up, and subtracts those of what is forgotten. */
final class AdditiveModel implements LiveModel {
  private final AdditiveLearner learner;
  private final TensorDevice device;
  private final Combiner combiner;
  private final Map<String, Tile> tiles = new HashMap<>();

  AdditiveModel(AdditiveLearner learner, TensorDevice device) {
    this.learner = learner;
    this.device = device;
    this.combiner = learner.open(device);
  }

  @Override
  public LiveModel copy() {
    AdditiveModel copy = new AdditiveModel(learner, device);
    copy.tiles.putAll(tiles); // which are immutable
    return copy;
  }

  @Override
  public void learn(List<Lesson> batch) {
    add(batch, 1);
  }

  @Override
  public void forget(Removal removal, List<List<Lesson>> examples) {
    examples.forEach(batch -> add(batch, -1));
  }

  private void add(List<Lesson> batch, int sign) {
    if (batch.isEmpty()) {
      return;
    }
    List<Contribution> contributions =
        batch.stream()
            .map(lesson -> new Contribution(lesson.label(), lesson.task(), lesson.vector(), sign))
            .toList();
    combiner
        .combine(contributions)
        .forEach(
            (key, tile) -> {
              Tile sum = tiles.merge(key, tile, Tile::plus);
              if (sum.isZero()) {
                tiles.remove(key);
              }
            });
  }

  @Override
  public Head head() {
    return learner.solve(Map.copyOf(tiles)).head();
  }

  @Override
  public String digest() {
    return StateDigest.of(learner.name(), tiles);
  }

  @Override
  public byte[] state() {
    return digest().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    combiner.close();
  }
}

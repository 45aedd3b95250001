package io.ameles.stream.ledger;

import io.ameles.model.Contribution;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.StateDigest;
import io.ameles.model.learn.Tile;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.stream.Fixtures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What the stages behind the ledger make of its changes, in any batches and any order. */
final class ChangeSum {
  private static final AdditiveLearner LEARNER = Fixtures.nearestMean();

  private ChangeSum() {}

  /**
   * The state digest after all changes.
   *
   * @param seed for cutting the changes into batches and shuffling what comes of them
   */
  static String digest(List<Change> changes, long seed) {
    Random random = new Random(seed);
    List<Map.Entry<String, Tile>> tiles = new ArrayList<>();
    List<Contribution> batch = new ArrayList<>();
    for (Change change : shuffled(changes, random)) {
      if (change instanceof Change.Example example) {
        batch.add(example.contribution());
      } else if (change instanceof Change.Whole whole) {
        LEARNER
            .wholeTile(whole.scope(), whole.target())
            .ifPresent(key -> tiles.add(Map.entry(key, Tile.DROPPED)));
      }
      if (random.nextInt(3) == 0) {
        tiles.addAll(Fixtures.combine(batch).entrySet());
        batch.clear();
      }
    }
    tiles.addAll(Fixtures.combine(batch).entrySet());
    Map<String, Tile> sums = new HashMap<>();
    for (Map.Entry<String, Tile> tile : shuffled(tiles, random)) {
      sums.merge(tile.getKey(), tile.getValue(), Tile::plus);
    }
    return StateDigest.of(NearestMean.TYPE, sums);
  }

  private static <T> List<T> shuffled(List<T> list, Random random) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }
}

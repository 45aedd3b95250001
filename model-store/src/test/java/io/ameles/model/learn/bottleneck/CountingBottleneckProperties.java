package io.ameles.model.learn.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.Contribution;
import io.ameles.model.head.BottleneckHead;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.AdditiveLearnerContract;
import io.ameles.model.learn.SettingsReader;
import io.ameles.model.learn.Tile;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CountingBottleneckProperties extends AdditiveLearnerContract {
  private static final int HEADS = 3;
  private static final int KEYS = 5;

  private final AdditiveLearner learner = learner(Map.of());

  private static AdditiveLearner learner(Map<String, String> more) {
    Map<String, String> settings = new java.util.HashMap<>(more);
    settings.put("heads", "" + HEADS);
    settings.put("keys-per-head", "" + KEYS);
    settings.put("key-dimension", "2");
    return CountingBottleneck.configured(
        new SettingsReader(CountingBottleneck.TYPE, CountingBottleneck.TYPE, settings), SPACE);
  }

  @Override
  protected AdditiveLearner learner() {
    return learner;
  }

  @Property(tries = 300)
  void everyExampleIsAtOneKeyOfEveryHead(@ForAll("learned") List<Contribution> batch) {
    combine(batch)
        .forEach(
            (label, tile) -> {
              assertThat(tile.count())
                  .isEqualTo(batch.stream().filter(c -> c.label().equals(label)).count());
              for (int head = 0; head < HEADS; head++) {
                long ofHead = 0;
                for (int key = 0; key < KEYS; key++) {
                  ofHead += tile.sum(head * KEYS + key);
                }
                assertThat(ofHead).isEqualTo(tile.count());
              }
            });
  }

  @Property(tries = 300)
  void votesAreSharesOfLabelsAtAKey(@ForAll("learned") List<Contribution> batch) {
    Map<String, Tile> tiles = combine(batch);
    BottleneckHead head = (BottleneckHead) learner(Map.of("readout", "votes")).solve(tiles).head();
    float[] values = head.values();
    int labels = head.labels().size();
    for (int pair = 0; pair < HEADS * KEYS; pair++) {
      int at = pair;
      long atKey = tiles.values().stream().mapToLong(tile -> tile.sum(at)).sum();
      for (int label = 0; label < labels; label++) {
        Tile tile = tiles.get(head.labels().get(label));
        double share = atKey == 0 ? 0 : (double) tile.sum(pair) / atKey;
        assertThat(values[pair * labels + label]).isEqualTo((float) share);
      }
    }
  }

  @Property(tries = 300)
  void probabilitiesOfTheKeysOfAHeadAddUpToOne(@ForAll("learned") List<Contribution> batch) {
    BottleneckHead head = (BottleneckHead) learner.solve(combine(batch)).head();
    float[] values = head.values();
    int labels = head.labels().size();
    for (int label = 0; label < labels; label++) {
      for (int of = 0; of < HEADS; of++) {
        double total = 0;
        for (int key = 0; key < KEYS; key++) {
          total += Math.exp(values[(of * KEYS + key) * labels + label]);
        }
        assertThat(total).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-5));
      }
    }
  }
}

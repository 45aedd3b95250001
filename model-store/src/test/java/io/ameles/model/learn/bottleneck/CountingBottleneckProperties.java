package io.ameles.model.learn.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ameles.model.Contribution;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.head.BottleneckHead;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.AdditiveLearnerContract;
import io.ameles.model.learn.Combiner;
import io.ameles.model.learn.SettingsReader;
import io.ameles.model.learn.Tile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.lifecycle.AfterContainer;

@PropertyDefaults(tries = 200)
class CountingBottleneckProperties extends AdditiveLearnerContract {
  private static final int HEADS = 3;
  private static final int KEYS = 5;

  private static final AdditiveLearner LEARNER = learner(Map.of());

  // Opening one per try would take most of the time.
  private static final Combiner COMBINER = LEARNER.open(TensorDevice.CPU);

  @AfterContainer
  static void close() {
    COMBINER.close();
  }

  @Override
  protected Map<String, Tile> combine(List<Contribution> batch) {
    return COMBINER.combine(batch);
  }

  private static AdditiveLearner learner(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("heads", "" + HEADS);
    settings.put("keys-per-head", "" + KEYS);
    settings.put("key-dimension", "2");
    return CountingBottleneck.of(
        new SettingsReader(CountingBottleneck.TYPE, CountingBottleneck.TYPE, settings), SPACE);
  }

  @Override
  protected AdditiveLearner learner() {
    return LEARNER;
  }

  @Property
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

  @Property
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

  @Property
  void probabilitiesOfTheKeysOfAHeadAddUpToOne(@ForAll("learned") List<Contribution> batch) {
    BottleneckHead head = (BottleneckHead) LEARNER.solve(combine(batch)).head();
    float[] values = head.values();
    int labels = head.labels().size();
    for (int label = 0; label < labels; label++) {
      for (int of = 0; of < HEADS; of++) {
        double total = 0;
        for (int key = 0; key < KEYS; key++) {
          total += Math.exp(values[(of * KEYS + key) * labels + label]);
        }
        assertThat(total).isCloseTo(1, within(1e-5));
      }
    }
  }
}

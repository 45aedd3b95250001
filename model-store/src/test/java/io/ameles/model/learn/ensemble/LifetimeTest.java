package io.ameles.model.learn.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LifetimeTest {
  @Test
  void shardsOfEqualSlicesLiveAsLongAsTheHarmonicNumberSays() {
    for (int shards : new int[] {1, 2, 5, 20}) {
      for (int slices : new int[] {1, 4, 100}) {
        double[] shares = new double[shards];
        Arrays.fill(shares, 1.0 / (shards * slices));
        double harmonic = 0;
        for (int i = 1; i <= shards; i++) {
          harmonic += 1.0 / i;
        }
        double expected = shards * slices * harmonic;
        assertThat(Lifetime.expectedDeletions(shares)).isCloseTo(expected, within(1e-6 * expected));
      }
    }
  }

  @Test
  void unequalShardsLiveAsLongAsASimulationSays() {
    double[] shares = {0.3, 0.02, 0.1};
    Random random = new Random(1);
    int runs = 20_000;
    long deletions = 0;
    for (int run = 0; run < runs; run++) {
      boolean[] lost = new boolean[shares.length];
      while (!(lost[0] && lost[1] && lost[2])) {
        double draw = random.nextDouble();
        for (int shard = 0; shard < shares.length && draw >= 0; shard++) {
          draw -= shares[shard];
          lost[shard] |= draw < 0;
        }
        deletions++;
      }
    }
    double simulated = (double) deletions / runs;
    assertThat(Lifetime.expectedDeletions(shares)).isCloseTo(simulated, within(0.02 * simulated));
  }

  @Test
  void withoutShardsThereIsNothingLeftToLose() {
    assertThat(Lifetime.expectedDeletions()).isZero();
  }
}

package io.ameles.model.evidence.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeighbourProbeTest {
  private static final List<String> LABELS = List.of("a", "b", "c");

  @Test
  void labelsThatOutputsTellApartAreRecognised() {
    NeighbourProbe probe =
        new NeighbourProbe(cloud("a", 50, 0, 0.3, 1), cloud("b", 100, 1, 0.3, 2), 7);
    assertThat(probe.forgotten()).isEqualTo(new Share(10, 10));
    assertThat(probe.others()).isEqualTo(new Share(20, 20));
  }

  @Test
  void labelsThatOutputsMixUpAreRecognisedAsOftenAsTheyAre() {
    NeighbourProbe probe =
        new NeighbourProbe(cloud("a", 500, 2, 1, 1), cloud("b", 500, 2, 1, 2), 7);
    assertThat(probe.forgotten()).isNotNull();
    assertThat(probe.forgotten().of()).isEqualTo(100);
    assertThat(probe.forgotten().value() + probe.others().value()).isBetween(0.8, 1.2);
  }

  @Test
  void sameSeedAsksTheSame() {
    Outputs forgotten = cloud("a", 60, 2, 1, 1);
    Outputs others = cloud("b", 60, 1, 1, 2);
    assertThat(new NeighbourProbe(forgotten, others, 3).forgotten())
        .isEqualTo(new NeighbourProbe(forgotten, others, 3).forgotten());
  }

  @Test
  void nearnessIsOfDirectionAndNotOfLength() {
    // All c examples point elsewhere than the a examples, which are a thousand times longer.
    Outputs forgotten = cloud("a", 20, 0, 0.01, 1);
    float[] scores = new float[60];
    for (int row = 0; row < 20; row++) {
      scores[3 * row] = 1000 + row;
    }
    Outputs long_ = SaidOutputs.of("a ".repeat(20), LABELS, scores);
    Outputs others = cloud("c", 20, 2, 0.01, 2);
    assertThat(new NeighbourProbe(long_, others, 1).forgotten())
        .isEqualTo(new NeighbourProbe(forgotten, others, 1).forgotten())
        .isEqualTo(new Share(4, 4));
  }

  /** Written out by sorting, as the rule is stated. */
  @Test
  void votesAreThoseOfTheFiveNearest() {
    Outputs pool = mixed(40, 11);
    NeighbourProbe probe = new NeighbourProbe(pool, SaidOutputs.of("", LABELS), 5);
    List<Integer> order = new ArrayList<>();
    for (int row = 0; row < pool.size(); row++) {
      order.add(row);
    }
    Collections.shuffle(order, new Random(5));
    List<Integer> known = order.subList(0, 32).stream().sorted().toList();
    int hits = 0;
    for (int query : order.subList(32, 40)) {
      List<Integer> nearest = new ArrayList<>(known);
      nearest.sort(
          (one, other) -> Double.compare(cosine(pool, query, other), cosine(pool, query, one)));
      String winner = null;
      long most = 0;
      for (int row : nearest.subList(0, 5)) {
        String label = pool.lesson(row).label();
        long votes =
            nearest.subList(0, 5).stream()
                .filter(voter -> pool.lesson(voter).label().equals(label))
                .count();
        if (votes > most) {
          most = votes;
          winner = label;
        }
      }
      hits += pool.lesson(query).label().equals(winner) ? 1 : 0;
    }
    assertThat(probe.forgotten()).isEqualTo(new Share(hits, 8));
  }

  @Test
  void tooFewExamplesGiveADefinedResult() {
    Outputs none = SaidOutputs.of("", LABELS);
    Outputs one = cloud("a", 1, 0, 0, 1);
    assertThat(new NeighbourProbe(none, none, 1).forgotten()).isNull();
    assertThat(new NeighbourProbe(one, none, 1).forgotten()).isEqualTo(new Share(0, 1));
    assertThat(new NeighbourProbe(one, none, 1).others()).isNull();
    assertThat(new NeighbourProbe(cloud("a", 2, 0, 0, 1), none, 1).forgotten())
        .isEqualTo(new Share(1, 1));
    Outputs blank = SaidOutputs.of("a a a a a", List.of());
    assertThat(new NeighbourProbe(blank, none, 1).forgotten()).isEqualTo(new Share(1, 1));
  }

  private static double cosine(Outputs outputs, int one, int other) {
    double dot = 0;
    double a = 0;
    double b = 0;
    double[] x = outputs.centred(one);
    double[] y = outputs.centred(other);
    for (int i = 0; i < x.length; i++) {
      dot += x[i] * y[i];
      a += x[i] * x[i];
      b += y[i] * y[i];
    }
    return dot / Math.sqrt(a * b);
  }

  /** Rows around a unit vector. */
  private static Outputs cloud(String label, int rows, int direction, double spread, long seed) {
    Random random = new Random(seed);
    float[] scores = new float[3 * rows];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) ((i % 3 == direction ? 1 : 0) + spread * random.nextGaussian());
    }
    return SaidOutputs.of((label + " ").repeat(rows), LABELS, scores);
  }

  private static Outputs mixed(int rows, long seed) {
    Random random = new Random(seed);
    StringBuilder truth = new StringBuilder();
    float[] scores = new float[3 * rows];
    for (int row = 0; row < rows; row++) {
      int label = random.nextInt(3);
      truth.append(LABELS.get(label)).append(' ');
      for (int i = 0; i < 3; i++) {
        scores[3 * row + i] = (float) ((i == label ? 1 : 0) + random.nextGaussian());
      }
    }
    return SaidOutputs.of(truth.toString(), LABELS, scores);
  }
}

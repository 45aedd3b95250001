package io.ameles.demo.dataset;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Which rows to take when not all are wanted: from each label its share, chosen by a seed. */
final class StratifiedSample {

  private StratifiedSample() {}

  /**
   * Per label, in label order, the chosen rows in ascending order.
   *
   * @param wanted how many rows in total, at most as many as there are
   */
  static int[][] rowsByLabel(LabelledRows rows, int wanted, SeededRandom random) {
    int labels = rows.labels().size();
    int[][] candidates = new int[labels][];
    for (int label = 0; label < labels; label++) {
      int wantedLabel = label;
      candidates[label] =
          IntStream.range(0, rows.size())
              .filter(row -> rows.labelIndex(row) == wantedLabel)
              .toArray();
    }
    int[] shares =
        shares(Arrays.stream(candidates).mapToInt(each -> each.length).toArray(), wanted);
    for (int label = 0; label < labels; label++) {
      random.shuffle(candidates[label]);
      candidates[label] = Arrays.copyOf(candidates[label], shares[label]);
      Arrays.sort(candidates[label]);
    }
    return candidates;
  }

  /**
   * Splits {@code wanted} in proportion to the counts, by the largest remainders; equal remainders
   * are served in order.
   *
   * @param counts [parts], their sum not less than {@code wanted} and positive
   */
  static int[] shares(int[] counts, int wanted) {
    long total = Arrays.stream(counts).asLongStream().sum();
    int[] shares =
        Arrays.stream(counts).map(count -> (int) (count * (long) wanted / total)).toArray();
    int[] byRemainder =
        IntStream.range(0, counts.length)
            .boxed()
            .sorted(Comparator.comparing(part -> -(counts[part] * (long) wanted % total)))
            .mapToInt(Integer::intValue)
            .toArray();
    int left = wanted - Arrays.stream(shares).sum();
    for (int i = 0; i < left; i++) {
      shares[byRemainder[i]]++;
    }
    return shares;
  }
}

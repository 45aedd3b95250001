package io.ameles.model.drift.input;

import io.ameles.model.identity.Pseudonym;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the input is compared with: sums of a set of examples, those of the random Fourier features
 * also by block. The block of an example is a piece of its pseudonym, which is as good as drawn by
 * lot; so blocks differ from one another as sets do that come from the same distribution, and an
 * example that is taken away finds its block again.
 *
 * <p>NOT thread-safe.
 */
final class ReferenceProfile {
  /**
   * The spread that is read off the blocks is the less certain the fewer they are: were it all in
   * one direction, the alarm would be that of an F instead of a chi-square distribution with this
   * many degrees in the denominator.
   */
  static final int BLOCKS = 32;

  private static final int MOST_NAMED = 5;

  /** What is named after an alarm is named wrongly in one of a hundred. */
  private static final double NAMING = 0.01;

  private final List<KernelSums> blocks;
  private final InputSums all;

  private record Moved(int dimension, Shift shift) {}

  private ReferenceProfile(List<KernelSums> blocks, InputSums all) {
    this.blocks = blocks;
    this.all = all;
  }

  static ReferenceProfile empty(InputSpace space) {
    List<KernelSums> blocks =
        Stream.generate(() -> new KernelSums(space.features())).limit(BLOCKS).toList();
    return new ReferenceProfile(blocks, new InputSums(space));
  }

  /** From copies of what another one consisted of. */
  static ReferenceProfile of(List<KernelSums> blocks, InputSums all) {
    return new ReferenceProfile(blocks.stream().map(KernelSums::copy).toList(), all.copy());
  }

  void add(Pseudonym example, Observation observation, int sign) {
    blocks.get(Math.floorMod(example.low(), BLOCKS)).add(observation.features(), sign);
    all.add(observation, sign);
  }

  List<KernelSums> blocks() {
    return blocks;
  }

  InputSums all() {
    return all;
  }

  /**
   * @param significance shared equally by the three ways of comparing, and what falls to the
   *     dimensions by the dimensions
   */
  Comparison compare(InputSums window, double significance) {
    double each = significance / Comparison.Cause.values().length;
    KernelTest kernel = KernelTest.of(blocks, window.kernel());
    List<Moved> dimensions = dimensions(window);
    Shift labels = labels(window);
    EnumSet<Comparison.Cause> causes = EnumSet.noneOf(Comparison.Cause.class);
    if (kernel.probability() <= each) {
      causes.add(Comparison.Cause.DISTRIBUTION);
    }
    if (!moved(dimensions, each).isEmpty()) {
      causes.add(Comparison.Cause.DIMENSION);
    }
    if (labels.probability() <= each) {
      causes.add(Comparison.Cause.LABELS);
    }
    boolean changed = !causes.isEmpty();
    return new Comparison(
        kernel,
        dimensions.stream().mapToDouble(moved -> moved.shift().excess()).max().orElse(0),
        labels.excess(),
        causes,
        changed ? named(moved(dimensions, NAMING)) : List.of(),
        changed ? movedLabels(window) : List.of());
  }

  private List<Moved> dimensions(InputSums window) {
    return IntStream.range(0, all.dimension())
        .mapToObj(i -> new Moved(i, Shift.between(all.bins(i), window.bins(i))))
        .toList();
  }

  /** Bonferroni: one of that many dimensions is extreme by chance alone. */
  private static List<Moved> moved(List<Moved> dimensions, double significance) {
    double each = significance / dimensions.size();
    return dimensions.stream().filter(moved -> moved.shift().probability() <= each).toList();
  }

  private static List<Comparison.MovedDimension> named(List<Moved> moved) {
    return moved.stream()
        .map(m -> new Comparison.MovedDimension(m.dimension(), m.shift().excess()))
        .sorted(Comparator.comparingDouble(Comparison.MovedDimension::index).reversed())
        .limit(MOST_NAMED)
        .toList();
  }

  private SortedMap<String, long[]> counts(InputSums window) {
    SortedMap<String, long[]> counts = new TreeMap<>();
    all.labels().forEach((label, n) -> counts.put(label, new long[] {n, 0}));
    window
        .labels()
        .forEach((label, n) -> counts.computeIfAbsent(label, fresh -> new long[2])[1] = n);
    return counts;
  }

  private Shift labels(InputSums window) {
    List<long[]> counts = new ArrayList<>(counts(window).values());
    return Shift.between(
        counts.stream().mapToLong(count -> count[0]).toArray(),
        counts.stream().mapToLong(count -> count[1]).toArray());
  }

  private List<Comparison.MovedLabel> movedLabels(InputSums window) {
    SortedMap<String, long[]> counts = counts(window);
    double n = all.count();
    double m = window.count();
    List<Comparison.MovedLabel> moved = new ArrayList<>();
    counts.forEach(
        (label, count) -> {
          Shift shift = Shift.ofShares(count[0], all.count(), count[1], window.count());
          if (shift.probability() <= NAMING / counts.size()) {
            moved.add(new Comparison.MovedLabel(label, count[1] / m - count[0] / n));
          }
        });
    moved.sort(
        Comparator.comparingDouble((Comparison.MovedLabel label) -> Math.abs(label.rise()))
            .reversed());
    return moved.subList(0, Math.min(MOST_NAMED, moved.size()));
  }
}

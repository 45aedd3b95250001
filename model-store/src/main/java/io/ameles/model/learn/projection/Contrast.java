package io.ameles.model.learn.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * By which directions a label's mean can be told from others: that from the centre of the other
 * means, then those from the nearest of them. The first takes away what makes the label unlike all
 * others, the next what tells it from the ones that it is most easily taken for. (Measured on
 * CIFAR-100: directions from the nearest means alone cost the other labels as much and suppress
 * less.)
 */
final class Contrast {
  private Contrast() {}

  /**
   * @param mean [dimension] of the label; not modified
   * @param others the means of the labels that stay
   * @param most how many directions at most, at least 1
   * @return neither orthogonal nor of length 1; the mean's own direction if there are no others
   */
  static List<double[]> of(double[] mean, Collection<double[]> others, int most) {
    if (others.isEmpty()) {
      return List.of(mean);
    }
    List<double[]> directions = new ArrayList<>();
    directions.add(difference(mean, centre(others)));
    others.stream()
        .map(other -> difference(mean, other))
        .sorted(Comparator.comparingDouble(Contrast::squares))
        .limit(most - 1L)
        .forEach(directions::add);
    return directions;
  }

  /** How much means spread around their centre: the sum of their squared distances from it. */
  static double spread(Collection<double[]> means) {
    if (means.isEmpty()) {
      return 0;
    }
    double[] centre = centre(means);
    return means.stream().mapToDouble(mean -> squares(difference(mean, centre))).sum();
  }

  private static double[] centre(Collection<double[]> means) {
    double[] centre = new double[means.iterator().next().length];
    for (double[] mean : means) {
      for (int i = 0; i < centre.length; i++) {
        centre[i] += mean[i] / means.size();
      }
    }
    return centre;
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  private static double squares(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    return squares;
  }
}

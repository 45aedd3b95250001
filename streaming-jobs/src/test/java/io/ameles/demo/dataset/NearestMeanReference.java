package io.ameles.demo.dataset;

/**
 * The accuracy of a nearest-mean classifier in plain loops, to judge data sets by.
 *
 * <p>A label scores {@code z.mu - |mu|^2/2}; means are not normalised, features where asked for.
 */
final class NearestMeanReference {

  private final Dataset dataset;
  private final boolean normalised;
  private final double[][] means;
  private final double[] halfSquares;

  private NearestMeanReference(Dataset dataset, boolean normalised) {
    this.dataset = dataset;
    this.normalised = normalised;
    this.means = new double[dataset.labels().size()][dataset.dimension()];
    this.halfSquares = new double[means.length];
  }

  /** The share of test rows that are right after every train row, features L2-normalised. */
  static double accuracy(Dataset dataset) {
    return accuracy(dataset, true);
  }

  /** The same with features as they are. */
  static double accuracyOnRawFeatures(Dataset dataset) {
    return accuracy(dataset, false);
  }

  private static double accuracy(Dataset dataset, boolean normalised) {
    NearestMeanReference reference = new NearestMeanReference(dataset, normalised);
    reference.learn();
    int right = 0;
    for (int row = 0; row < dataset.test().size(); row++) {
      if (reference.predict(dataset.test().features(row)) == dataset.test().labelIndex(row)) {
        right++;
      }
    }
    return (double) right / dataset.test().size();
  }

  private void learn() {
    LabelledRows train = dataset.train();
    int[] counts = new int[means.length];
    for (int row = 0; row < train.size(); row++) {
      float[] z = z(train.features(row));
      double[] sum = means[train.labelIndex(row)];
      for (int i = 0; i < z.length; i++) {
        sum[i] += z[i];
      }
      counts[train.labelIndex(row)]++;
    }
    for (int label = 0; label < means.length; label++) {
      for (int i = 0; i < means[label].length; i++) {
        means[label][i] /= counts[label];
        halfSquares[label] += means[label][i] * means[label][i] / 2;
      }
    }
  }

  private int predict(float[] features) {
    float[] z = z(features);
    int best = 0;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (int label = 0; label < means.length; label++) {
      double score = -halfSquares[label];
      for (int i = 0; i < z.length; i++) {
        score += z[i] * means[label][i];
      }
      if (score > bestScore) {
        best = label;
        bestScore = score;
      }
    }
    return best;
  }

  private float[] z(float[] features) {
    if (!normalised) {
      return features;
    }
    double square = 0;
    for (float feature : features) {
      square += (double) feature * feature;
    }
    double norm = Math.sqrt(square);
    float[] z = new float[features.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = (float) (features[i] / norm);
    }
    return z;
  }
}

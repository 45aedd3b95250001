package io.ameles.model.evidence.measure;

/**
 * By what an attacker, who sees a model's outputs for an example and knows its label, guesses
 * whether the model has learned it: the higher, the likelier. Infinite at worst, never NaN.
 *
 * <p>These are the attacks of Yeom et al. (2018), Song and Mittal (2021) and Carlini et al. (2022)
 * that need no shadow models.
 */
public enum AttackScore {
  /** The score of the example's label less the best of all others. */
  MARGIN {
    @Override
    double of(Row row) {
      return row.own == Double.NEGATIVE_INFINITY ? row.own : row.own - row.bestOther;
    }
  },

  /** The highest probability of any label, after a softmax. */
  CONFIDENCE {
    @Override
    double of(Row row) {
      return row.best == Double.NEGATIVE_INFINITY ? 0 : 1 / row.total;
    }
  },

  /** The entropy of those probabilities in nats, negated. */
  ENTROPY {
    @Override
    double of(Row row) {
      // sum of p ln p, where ln p = (score - best) - ln total.
      return row.best == Double.NEGATIVE_INFINITY ? 0 : row.weighted / row.total - row.logTotal;
    }
  },

  /** The cross-entropy loss in nats, negated. */
  LOSS {
    @Override
    double of(Row row) {
      return row.own == Double.NEGATIVE_INFINITY ? row.own : row.own - row.best - row.logTotal;
    }
  };

  abstract double of(Row row);

  /**
   * @return [rows of {@code outputs}]
   */
  double[] of(Outputs outputs) {
    double[] scores = new double[outputs.size()];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = of(new Row(outputs, row));
    }
    return scores;
  }

  /** What the attacks need to know about a row; negative infinity where there is no such label. */
  private static final class Row {
    private double own = Double.NEGATIVE_INFINITY;
    private double bestOther = Double.NEGATIVE_INFINITY;
    private final double best;

    /** Sum of exp(score - best), at least 1 if any score is finite. */
    private double total;

    /** Sum of exp(score - best) times (score - best). */
    private double weighted;

    private final double logTotal;

    Row(Outputs outputs, int row) {
      String label = outputs.lesson(row).label();
      for (int i = 0; i < outputs.labels().size(); i++) {
        double score = outputs.score(row, i);
        if (outputs.labels().get(i).equals(label)) {
          own = score;
        } else {
          bestOther = Math.max(bestOther, score);
        }
      }
      best = Math.max(own, bestOther);
      for (int i = 0; i < outputs.labels().size(); i++) {
        double below = outputs.score(row, i) - best;
        if (Double.isFinite(below)) {
          total += Math.exp(below);
          weighted += Math.exp(below) * below;
        }
      }
      logTotal = Math.log(total);
    }
  }
}

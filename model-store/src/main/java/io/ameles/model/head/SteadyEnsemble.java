package io.ameles.model.head;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Asks all members of an ensemble, each row for itself. */
final class SteadyEnsemble implements Scorer {
  private final int labels;
  private final Aggregation aggregation;
  private final List<Member> members = new ArrayList<>();

  /** The positions of its labels among those of all. */
  private record Member(FixedProduct product, List<Integer> positions) {}

  SteadyEnsemble(EnsembleHead head) {
    this.labels = head.labels().size();
    this.aggregation = head.aggregation();
    for (LinearHead member : head.members()) {
      members.add(
          new Member(
              FixedProduct.of(member.weights(), member.biases(), member.dimension()),
              member.labels().stream()
                  .map(label -> Collections.binarySearch(head.labels(), label))
                  .toList()));
    }
  }

  @Override
  public int labels() {
    return labels;
  }

  @Override
  public float[] score(Queries queries) {
    float[] scores = new float[Math.multiplyExact(queries.rows(), labels)];
    for (int row = 0; row < queries.rows(); row++) {
      double[] total = new double[labels];
      for (Member member : members) {
        add(member, queries, row, total);
      }
      for (int label = 0; label < labels; label++) {
        scores[row * labels + label] = (float) (total[label] / members.size());
      }
    }
    return scores;
  }

  private void add(Member member, Queries queries, int row, double[] total) {
    float[] logits = member.product().apply(queries.embeddings(), row * queries.dimension());
    double[] probabilities = FixedSoftmax.of(logits);
    int likeliest = 0;
    // Together the members add less than one vote, so that this decides between equals only.
    double share = aggregation == Aggregation.MEAN ? 1 : 0.5 / members.size();
    for (int own = 0; own < probabilities.length; own++) {
      total[member.positions().get(own)] += share * probabilities[own];
      likeliest = probabilities[own] > probabilities[likeliest] ? own : likeliest;
    }
    if (aggregation == Aggregation.VOTE) {
      total[member.positions().get(likeliest)] += 1;
    }
  }

  @Override
  public void close() {
    // Nothing is held on a device.
  }
}

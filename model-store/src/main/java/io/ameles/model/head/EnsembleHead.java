package io.ameles.model.head;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.tensor.Safetensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Several linear heads, each over labels of its own, that are asked together. A member gives every
 * label that it knows the softmax of its scores, and every other label nothing. Immutable and
 * thread-safe.
 */
public final class EnsembleHead implements Head {
  private static final String MEMBERS = "members";
  private static final String AGGREGATION = "aggregation";

  private final int dimension;
  private final Aggregation aggregation;
  private final List<LinearHead> members;
  private final List<String> labels;

  private EnsembleHead(int dimension, Aggregation aggregation, List<LinearHead> members) {
    this.dimension = dimension;
    this.aggregation = aggregation;
    this.members = List.copyOf(members);
    TreeSet<String> union = new TreeSet<>();
    members.forEach(member -> union.addAll(member.labels()));
    this.labels = List.copyOf(union);
  }

  /**
   * @param dimension of the embeddings
   * @param aggregation how they come to one score
   * @param members any number of heads for this dimension; those that know no label are left out
   */
  public static EnsembleHead of(int dimension, Aggregation aggregation, List<LinearHead> members) {
    for (LinearHead member : members) {
      if (member.dimension() != dimension) {
        throw new IllegalArgumentException(
            "a member has dimension %d, not %d".formatted(member.dimension(), dimension));
      }
    }
    return new EnsembleHead(
        dimension,
        aggregation,
        members.stream().filter(member -> !member.labels().isEmpty()).toList());
  }

  static EnsembleHead load(Safetensors file) {
    int dimension = file.integer(HeadKind.DIMENSION);
    List<LinearHead> members = new ArrayList<>();
    for (int i = 0; i < file.integer(MEMBERS); i++) {
      members.add(
          LinearHead.of(
              file.texts("labels-" + i),
              dimension,
              file.floats("weights-" + i),
              file.floats("biases-" + i)));
    }
    String aggregation = file.text(AGGREGATION).toUpperCase(Locale.ROOT);
    return of(dimension, Aggregation.valueOf(aggregation), members);
  }

  @Override
  public HeadKind kind() {
    return HeadKind.ENSEMBLE;
  }

  /**
   * Per member {@code labels-i}, {@code weights-i} float32 [its labels, dimension] and {@code
   * biases-i} float32 [its labels], i from 0 up to {@code members}; {@code aggregation}.
   */
  @Override
  public void save(Safetensors file) {
    file.put(MEMBERS, Integer.toString(members.size()))
        .put(AGGREGATION, aggregation.name().toLowerCase(Locale.ROOT));
    for (int i = 0; i < members.size(); i++) {
      LinearHead member = members.get(i);
      int rows = member.labels().size();
      file.put("labels-" + i, member.labels())
          .put("weights-" + i, member.weights(), rows, dimension)
          .put("biases-" + i, member.biases(), rows);
    }
  }

  @Override
  public Scorer open(TensorDevice device) {
    return new EnsembleScorer(device, this);
  }

  @Override
  public Scorer openSteady(TensorDevice device) {
    return new SteadyEnsemble(this);
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  /** How the members come to one score. */
  public Aggregation aggregation() {
    return aggregation;
  }

  /** Those that know a label. */
  public List<LinearHead> members() {
    return members;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EnsembleHead that
        && dimension == that.dimension
        && aggregation == that.aggregation
        && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  @Override
  public String toString() {
    return "EnsembleHead[%s of %d members, labels=%d, dimension=%d]"
        .formatted(aggregation, members.size(), labels.size(), dimension);
  }
}

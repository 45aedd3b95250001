package io.ameles.model.learn.projection;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.learn.Forgetting;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.Solution;
import io.ameles.model.learn.Trainer;
import io.ameles.model.tensor.Safetensors;
import io.ameles.schema.DeletionScope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of projected embeddings. As directions are only ever added, whatever was gathered
 * under an earlier projection and projected since is what would have been gathered under the
 * present one, up to rounding.
 */
final class ProjectionTrainer implements Trainer {
  private final EmbeddingSpace space;
  private final ProjectionOptions options;
  private final Subspace forgotten = new Subspace();
  private final LabelSums sums;
  private final @Nullable Gram gram;
  private double keptSpread = 1;

  ProjectionTrainer(TensorDevice device, EmbeddingSpace space, ProjectionOptions options) {
    this.space = space;
    this.options = options;
    this.sums = new LabelSums(space.dimension());
    this.gram = options.head() == BaseHead.RIDGE ? new Gram(device, space.dimension()) : null;
  }

  @Override
  public void learn(List<Lesson> batch) {
    add(batch, 1);
  }

  /** Subtracts what the examples have added, as the present projection sees it. */
  @Override
  public void retract(List<Lesson> batch) {
    add(batch.stream().filter(lesson -> sums.knows(LabelInTask.of(lesson))).toList(), -1);
    if (gram != null && sums.isEmpty()) {
      gram.clear(); // of what rounding has left
    }
  }

  private void add(List<Lesson> batch, int sign) {
    List<double[]> vectors = batch.stream().map(this::project).toList();
    for (int i = 0; i < vectors.size(); i++) {
      sums.add(LabelInTask.of(batch.get(i)), vectors.get(i), sign);
    }
    if (gram != null && !vectors.isEmpty()) {
      gram.add(vectors, sign);
    }
  }

  private double[] project(Lesson lesson) {
    double[] vector = new double[space.dimension()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = lesson.vector().get(i);
    }
    forgotten.project(vector);
    return vector;
  }

  @Override
  public void forget(Forgetting request) {
    if (request.scope() == DeletionScope.SUBJECT) {
      return; // a subject is forgotten when its examples have been retracted
    }
    Predicate<LabelInTask> atStake =
        key -> request.target().equals(isLabel(request) ? key.label() : key.task());
    List<double[]> others = means(sums.byLabel(atStake.negate()).values());
    int before = forgotten.size();
    for (double[] mean : means(atStake(request, atStake).values())) {
      Contrast.of(mean, others, options.directions()).forEach(forgotten::add);
    }
    sums.remove(atStake);
    if (forgotten.size() > before) {
      suppress(before, others);
    }
  }

  private static boolean isLabel(Forgetting request) {
    return request.scope() == DeletionScope.LABEL;
  }

  /** What is still known of the labels to be forgotten, and what the request brings of them. */
  private SortedMap<String, Sum> atStake(Forgetting request, Predicate<LabelInTask> atStake) {
    SortedMap<String, Sum> labels = sums.byLabel(atStake);
    for (Lesson lesson : request.examples()) {
      if (atStake.test(LabelInTask.of(lesson))) {
        labels
            .computeIfAbsent(lesson.label(), label -> new Sum(space.dimension()))
            .add(project(lesson), 1);
      }
    }
    return labels;
  }

  private void suppress(int before, List<double[]> others) {
    sums.forEach(values -> forgotten.project(values, before));
    if (gram != null) {
      gram.project(forgotten.since(before));
    }
    double spread = Contrast.spread(others);
    others.forEach(mean -> forgotten.project(mean, before));
    if (spread > 0) {
      keptSpread *= Contrast.spread(others) / spread;
    }
  }

  private static List<double[]> means(Collection<Sum> sums) {
    return sums.stream().map(Sum::mean).toList();
  }

  @Override
  public Solution solution() {
    Map<String, Sum> labels = sums.byLabel(key -> true);
    TreeMap<String, Double> facts = new TreeMap<>();
    facts.put("directions", (double) forgotten.size());
    facts.put("energy", 1 - keptSpread);
    ProjectedHead head = new ProjectedHead(space, forgotten);
    return new Solution(
        gram == null ? head.ofNearestMeans(labels) : head.ofRidge(labels, gram, options.lambda()),
        facts);
  }

  @Override
  public byte[] snapshot() {
    Safetensors file = new Safetensors();
    file.put("dimension", Integer.toString(space.dimension()));
    Bits.put(file, "directions", forgotten.since(0), space.dimension());
    Bits.put(file, "kept-spread", List.of(new double[] {keptSpread}), 1);
    sums.save(file);
    if (gram != null) {
      double[] values = gram.values();
      Bits.put(file, "gram", List.of(values), values.length);
    }
    return file.toBytes();
  }

  void restore(byte[] snapshot) {
    Safetensors file = Safetensors.parse(snapshot);
    if (file.integer("dimension") != space.dimension()) {
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE,
          "The snapshot of a projection learner has dimension %d; this model has %d."
              .formatted(file.integer("dimension"), space.dimension()));
    }
    Bits.get(file, "directions", space.dimension()).forEach(forgotten::restore);
    keptSpread = Bits.get(file, "kept-spread", 1).get(0)[0];
    sums.restore(file);
    if (gram != null) {
      gram.restore(Bits.get(file, "gram", space.dimension() * space.dimension()).get(0));
    }
  }

  @Override
  public void close() {
    if (gram != null) {
      gram.close();
    }
  }
}

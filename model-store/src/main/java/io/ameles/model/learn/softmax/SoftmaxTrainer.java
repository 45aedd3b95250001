package io.ameles.model.learn.softmax;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
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
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Softmax regression by gradient steps; the gradient is written out, so none is collected. */
final class SoftmaxTrainer implements Trainer {
  private final EmbeddingSpace space;
  private final Descent descent;
  private final Unlearning unlearning;
  private final SoftmaxParameters parameters;
  private final LabelMeans means;
  private long examples;
  private long rollbacks;
  private long unlearningSteps;

  SoftmaxTrainer(
      TensorDevice device, EmbeddingSpace space, Descent descent, Unlearning unlearning) {
    this.space = space;
    this.descent = descent;
    this.unlearning = unlearning;
    this.parameters = new SoftmaxParameters(device, space.dimension());
    this.means = new LabelMeans(space);
  }

  @Override
  public void learn(List<Lesson> batch) {
    for (int epoch = 0; epoch < descent.epochs(); epoch++) {
      for (List<Lesson> part : parts(batch)) {
        descend(part);
      }
    }
    if (unlearning.needsMeans()) {
      batch.forEach(means::add);
    }
    examples += batch.size();
  }

  /**
   * An example weighs the same in a small part as in a full one: divided by its own size, a part of
   * one would turn the whole model towards that example. Labels join with their first step, so that
   * it does not matter how a batch is cut.
   */
  private void descend(List<Lesson> part) {
    parameters.add(part.stream().map(Lesson::label).toList());
    try (NDManager scope = parameters.newScope()) {
      NDArray inputs = inputs(scope, part);
      NDArray errors = parameters.scores(inputs).softmax(1).subi(targets(scope, part));
      errors.muli(descent.rate() / descent.batchSize());
      count(parameters.step(inputs, errors, descent.shrink()));
    }
  }

  /**
   * Climbs the loss of the examples; each weighs as much as it did when it was learned, so a lone
   * one moves little.
   */
  @Override
  public void retract(List<Lesson> batch) {
    if (unlearning.isSupported()) {
      batch.forEach(means::remove);
      unlearn(batch, Set.of(), descent.batchSize());
    }
  }

  /** Climbs the loss of the examples at hand at full strength; without any there is no way up. */
  @Override
  public void forget(Forgetting request) {
    if (!unlearning.isSupported() || request.scope() == DeletionScope.SUBJECT) {
      return; // a subject is forgotten when its examples have been retracted
    }
    if (request.scope() == DeletionScope.LABEL) {
      means.drop(request.target());
    }
    Set<String> labels = new TreeSet<>();
    request.examples().forEach(lesson -> labels.add(lesson.label()));
    unlearn(request.examples(), labels, 1);
  }

  /**
   * @param atStake labels that shall not be held where they are
   * @param least by how many examples a step is divided at least
   */
  private void unlearn(List<Lesson> batch, Set<String> atStake, int least) {
    List<Lesson> known = batch.stream().filter(lesson -> parameters.knows(lesson.label())).toList();
    if (known.isEmpty()) {
      return;
    }
    try (Retreat retreat = new Retreat(parameters, unlearning, means.without(atStake))) {
      List<List<Lesson>> parts = parts(known);
      List<float[]> before = parts.stream().map(part -> likelihoods(retreat, part)).toList();
      for (int pass = 0; pass < unlearning.passes(); pass++) {
        for (int i = 0; i < parts.size(); i++) {
          List<Lesson> part = parts.get(i);
          try (NDManager scope = parameters.newScope()) {
            int divisor = Math.max(part.size(), least);
            count(retreat.step(inputs(scope, part), targets(scope, part), before.get(i), divisor));
            unlearningSteps++;
          }
        }
      }
    }
  }

  private float[] likelihoods(Retreat retreat, List<Lesson> part) {
    try (NDManager scope = parameters.newScope()) {
      return retreat.logLikelihoods(inputs(scope, part), targets(scope, part));
    }
  }

  private List<List<Lesson>> parts(List<Lesson> batch) {
    int size = descent.batchSize();
    return IntStream.range(0, (batch.size() + size - 1) / size)
        .mapToObj(i -> batch.subList(i * size, Math.min(batch.size(), (i + 1) * size)))
        .toList();
  }

  private NDArray inputs(NDManager scope, List<Lesson> part) {
    float[] values = new float[part.size() * space.dimension()];
    for (int row = 0; row < part.size(); row++) {
      part.get(row).vector().dequantize((float) space.step(), values, row * space.dimension());
    }
    return scope.create(values, new Shape(part.size(), space.dimension()));
  }

  private NDArray targets(NDManager scope, List<Lesson> part) {
    return parameters.targets(scope, part.stream().map(Lesson::label).toList());
  }

  private void count(boolean taken) {
    if (!taken) {
      rollbacks++;
    }
  }

  @Override
  public Solution solution() {
    TreeMap<String, Double> facts = new TreeMap<>();
    facts.put("examples", (double) examples);
    facts.put("rollbacks", (double) rollbacks);
    facts.put("unlearning-steps", (double) unlearningSteps);
    facts.put("weight-norm", parameters.norm());
    return new Solution(parameters.head(), facts);
  }

  @Override
  public byte[] snapshot() {
    Safetensors file = new Safetensors();
    file.put("dimension", Integer.toString(space.dimension()));
    parameters.save(file);
    means.save(file);
    file.put("counters", new long[] {examples, rollbacks, unlearningSteps}, 3);
    return file.toBytes();
  }

  void restore(byte[] snapshot) {
    Safetensors file = Safetensors.parse(snapshot);
    if (file.integer("dimension") != space.dimension()) {
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE,
          "The snapshot of a softmax learner has dimension %d; this model has %d."
              .formatted(file.integer("dimension"), space.dimension()));
    }
    parameters.restore(file);
    means.restore(file);
    long[] counters = file.longs("counters");
    examples = counters[0];
    rollbacks = counters[1];
    unlearningSteps = counters[2];
  }

  @Override
  public void close() {
    parameters.close();
  }
}

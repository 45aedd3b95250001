package io.ameles.model.learn.projection;

import io.ameles.model.tensor.Safetensors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The sum of every label's projected embeddings, apart for each of its tasks. NOT thread-safe. */
final class LabelSums {
  private final int dimension;
  private final SortedMap<LabelInTask, Sum> sums =
      new TreeMap<>(
          Comparator.comparing(LabelInTask::label)
              .thenComparing(LabelInTask::task, Comparator.nullsFirst(Comparator.naturalOrder())));

  LabelSums(int dimension) {
    this.dimension = dimension;
  }

  boolean isEmpty() {
    return sums.isEmpty();
  }

  boolean knows(LabelInTask key) {
    return sums.containsKey(key);
  }

  /**
   * Adds an example, or takes it away; with the last one goes what rounding has left.
   *
   * @param vector [dimension], projected
   */
  void add(LabelInTask key, double[] vector, int sign) {
    Sum sum = sums.computeIfAbsent(key, absent -> new Sum(dimension));
    sum.add(vector, sign);
    if (sum.count() <= 0) {
      sums.remove(key);
    }
  }

  /** Every sum, to be projected in place. */
  void forEach(Consumer<double[]> change) {
    sums.values().forEach(sum -> change.accept(sum.values()));
  }

  void remove(Predicate<LabelInTask> gone) {
    sums.keySet().removeIf(gone);
  }

  /** One sum per label, over those of its tasks that are wanted; new sums. */
  SortedMap<String, Sum> byLabel(Predicate<LabelInTask> wanted) {
    SortedMap<String, Sum> labels = new TreeMap<>();
    sums.forEach(
        (key, sum) -> {
          if (wanted.test(key)) {
            labels.computeIfAbsent(key.label(), label -> new Sum(dimension)).add(sum);
          }
        });
    return labels;
  }

  /** {@code sums} [labels and tasks, dimension] as the bits of float64, {@code counts} int64. */
  void save(Safetensors file) {
    List<String> labels = new ArrayList<>();
    List<String> tasks = new ArrayList<>();
    long[] counts = new long[sums.size()];
    List<double[]> values = new ArrayList<>();
    sums.forEach(
        (key, sum) -> {
          counts[labels.size()] = sum.count();
          labels.add(key.label());
          tasks.add(key.task() == null ? "" : "=" + key.task());
          values.add(sum.values());
        });
    file.put("labels", labels).put("tasks", tasks).put("counts", counts, counts.length);
    Bits.put(file, "sums", values, dimension);
  }

  void restore(Safetensors file) {
    List<String> labels = file.texts("labels");
    List<String> tasks = file.texts("tasks");
    long[] counts = file.longs("counts");
    List<double[]> values = Bits.get(file, "sums", dimension);
    for (int i = 0; i < counts.length; i++) {
      String task = tasks.get(i).isEmpty() ? null : tasks.get(i).substring(1);
      sums.put(new LabelInTask(labels.get(i), task), new Sum(values.get(i), counts[i]));
    }
  }
}

package io.ameles.model.learn.softmax;

import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.learn.Lesson;
import io.ameles.model.tensor.Safetensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The sum and the count of every label's live examples, in whole quantization steps: what is
 * retracted is gone from them to the last bit. Their means stand for the examples that the model
 * shall not lose while it unlearns others. NOT thread-safe.
 */
final class LabelMeans {
  /** So that a step's cost does not grow with the square of the number of labels. */
  static final int MOST = 1000;

  private final EmbeddingSpace space;
  private final SortedMap<String, Sum> sums = new TreeMap<>();

  LabelMeans(EmbeddingSpace space) {
    this.space = space;
  }

  private static final class Sum {
    private final long[] values;
    private long count;

    Sum(long count, long[] values) {
      this.count = count;
      this.values = values;
    }

    void add(Lesson lesson, int sign) {
      lesson.vector().addTo(values, sign);
      count += sign;
    }
  }

  void add(Lesson lesson) {
    sums.computeIfAbsent(lesson.label(), label -> new Sum(0, new long[space.dimension()]))
        .add(lesson, 1);
  }

  /** Ignores examples of labels that it has no example of. */
  void remove(Lesson lesson) {
    Sum sum = sums.get(lesson.label());
    if (sum != null) {
      sum.add(lesson, -1);
      if (sum.count <= 0) {
        sums.remove(lesson.label());
      }
    }
  }

  void drop(String label) {
    sums.remove(label);
  }

  /**
   * The means of all labels but {@code without}, or of every second, third and so on where they are
   * more than {@link #MOST}, row by row, in the unit of the features.
   */
  Rows without(Set<String> without) {
    List<String> all = sums.keySet().stream().filter(label -> !without.contains(label)).toList();
    int stride = (all.size() + MOST - 1) / MOST;
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < all.size(); i += stride) {
      labels.add(all.get(i));
    }
    float[] means = new float[labels.size() * space.dimension()];
    for (int row = 0; row < labels.size(); row++) {
      Sum sum = sums.getOrDefault(labels.get(row), new Sum(1, new long[space.dimension()]));
      for (int i = 0; i < space.dimension(); i++) {
        means[row * space.dimension() + i] = (float) (sum.values[i] * space.step() / sum.count);
      }
    }
    return new Rows(labels.size(), means);
  }

  /**
   * @param count how many
   * @param values [count, dimension]
   */
  @SuppressWarnings("ArrayRecordComponent") // a view for the moment of one call
  record Rows(int count, float[] values) {}

  /** {@code sums} int64 [labels, dimension], {@code counts} int64 [labels]. */
  void save(Safetensors file) {
    long[] counts = new long[sums.size()];
    long[] values = new long[sums.size() * space.dimension()];
    int row = 0;
    for (Sum sum : sums.values()) {
      counts[row] = sum.count;
      System.arraycopy(sum.values, 0, values, row * space.dimension(), space.dimension());
      row++;
    }
    file.put("summed-labels", List.copyOf(sums.keySet()))
        .put("sums", values, sums.size(), space.dimension())
        .put("counts", counts, sums.size());
  }

  void restore(Safetensors file) {
    sums.clear();
    long[] counts = file.longs("counts");
    long[] values = file.longs("sums");
    int row = 0;
    for (String label : file.texts("summed-labels")) {
      long[] sum = new long[space.dimension()];
      System.arraycopy(values, row * sum.length, sum, 0, sum.length);
      sums.put(label, new Sum(counts[row], sum));
      row++;
    }
  }
}

package io.ameles.stream.holdout;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.head.Head;
import io.ameles.model.head.HeadKind;
import io.ameles.model.head.Queries;
import io.ameles.model.head.Scorer;
import io.ameles.model.tensor.Safetensors;
import io.ameles.stream.Fixtures;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Predicts what is written down for each vector's first value, and counts how often it was asked.
 *
 * @param answers label by first value; the first label for what is not there
 * @param asked rows so far
 */
record TableHead(List<String> labels, Map<Integer, String> answers, AtomicLong asked)
    implements Head {
  TableHead(List<String> labels, Map<Integer, String> answers) {
    this(labels, answers, new AtomicLong());
  }

  /** What is predicted for a vector. */
  String answer(QuantizedVector vector) {
    return answers.getOrDefault((int) vector.get(0), labels.get(0));
  }

  @Override
  public HeadKind kind() {
    throw new UnsupportedOperationException("never stored");
  }

  @Override
  public int dimension() {
    return Fixtures.DIMENSION;
  }

  @Override
  public void save(Safetensors file) {
    throw new UnsupportedOperationException("never stored");
  }

  @Override
  public Scorer open(TensorDevice device) {
    return new Scorer() {
      @Override
      public float[] score(Queries queries) {
        asked.addAndGet(queries.rows());
        float[] scores = new float[queries.rows() * labels.size()];
        for (int row = 0; row < queries.rows(); row++) {
          float first = queries.embeddings()[row * queries.dimension()];
          int key = Math.round(first / (float) Quantization.DEFAULT.step());
          String answer = answers.getOrDefault(key, labels.get(0));
          scores[row * labels.size() + labels.indexOf(answer)] = 1;
        }
        return scores;
      }

      @Override
      public int labels() {
        return labels.size();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TableHead that
        && that.labels.equals(labels)
        && that.answers.equals(answers);
  }

  @Override
  public int hashCode() {
    return answers.hashCode();
  }
}

package io.ameles.model.head;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.tensor.Safetensors;
import java.util.List;

/**
 * Parameters that give an embedding a score per label. Implementations are immutable and
 * thread-safe; two heads are equal if all their numbers are.
 */
public interface Head {
  /** How this head is stored. */
  HeadKind kind();

  /** The labels that can be predicted, in ascending order, without repetition. */
  List<String> labels();

  /** The dimension of the embeddings. */
  int dimension();

  /**
   * Adds what makes up this head, but for its kind, its labels and its dimension, to {@code file}.
   */
  void save(Safetensors file);

  /** This head, ready to score on {@code device}. */
  Scorer open(TensorDevice device);

  /**
   * As {@link #open}, but what comes out for a row is the same to the last bit whatever is asked
   * beside it, wherever the row stands, and on whatever machine: what the engine computes exactly
   * is computed on {@code device}, and float sums in plain Java in one order. The scores are close
   * to those of {@link #open} and not the same.
   */
  Scorer openSteady(TensorDevice device);
}

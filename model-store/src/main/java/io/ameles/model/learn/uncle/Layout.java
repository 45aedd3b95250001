package io.ameles.model.learn.uncle;

import java.io.Serializable;
import java.util.List;

/**
 * How a hypernetwork's parameters lie in one vector: weights and bias of every layer, then the
 * chunk embeddings, which are last because more are appended as heads grow.
 *
 * @param taskEmbedding values of a task's embedding
 * @param chunkEmbedding values of a chunk's embedding
 * @param layers widths of the hidden layers, at least one
 * @param chunk how many values of a head come out per chunk
 */
record Layout(int taskEmbedding, int chunkEmbedding, List<Integer> layers, int chunk)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  Layout {
    layers = List.copyOf(layers);
  }

  /** How many values there are before the chunk embeddings. */
  int trunk() {
    int count = 0;
    int inputs = taskEmbedding + chunkEmbedding;
    for (int width : layers) {
      count += (inputs + 1) * width;
      inputs = width;
    }
    return count + (inputs + 1) * chunk;
  }

  /** How many values there are in all. */
  int length(int chunks) {
    return trunk() + chunks * chunkEmbedding;
  }

  /** How many chunks a vector of {@code length} values has. */
  int chunks(long length) {
    long chunks = (length - trunk()) / chunkEmbedding;
    if (chunks < 1 || length(Math.toIntExact(chunks)) != length) {
      throw new IllegalArgumentException("%d values fit no network of %s".formatted(length, this));
    }
    return (int) chunks;
  }
}

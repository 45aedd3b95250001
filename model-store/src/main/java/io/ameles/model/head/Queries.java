package io.ameles.model.head;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings that ask for a label.
 *
 * @param rows how many
 * @param dimension of the embeddings
 * @param embeddings [rows, dimension] row by row in the unit of the features, which is a whole
 *     number of quantization steps; may be longer; neither copied nor modified
 * @param tasks [rows], the task that each is known to belong to, or null
 */
@SuppressWarnings("ArrayRecordComponent") // a view for the moment of one call
public record Queries(int rows, int dimension, float[] embeddings, List<@Nullable String> tasks) {
  /** Refuses what does not fit together. */
  public Queries {
    if (embeddings.length < (long) rows * dimension || tasks.size() != rows) {
      throw new IllegalArgumentException(
          "%d rows of dimension %d do not fit %d values and %d tasks"
              .formatted(rows, dimension, embeddings.length, tasks.size()));
    }
  }

  /** Embeddings of unknown tasks. */
  public static Queries of(float[] embeddings, int rows, int dimension) {
    return new Queries(rows, dimension, embeddings, Collections.nCopies(rows, null));
  }
}

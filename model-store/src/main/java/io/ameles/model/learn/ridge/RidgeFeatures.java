package io.ameles.model.learn.ridge;

import io.ameles.model.device.IntegerMatrix;
import io.ameles.model.device.SignProjection;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.RandomFeatures;
import io.ameles.model.head.FeatureHead;
import io.ameles.model.head.Head;
import io.ameles.model.head.LinearHead;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the regression is on: the quantized embeddings themselves, or random features of them.
 *
 * @param space of the embeddings
 * @param random null for the embeddings themselves
 */
record RidgeFeatures(EmbeddingSpace space, @Nullable RandomFeatures random)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The names of both in settings. */
  enum Kind {
    RAW,
    RANDOM
  }

  /** Features of a batch, on a device. NOT thread-safe. */
  interface Extractor extends AutoCloseable {
    /** [rows, dimension] to [rows, size]. */
    IntegerMatrix apply(IntegerMatrix embeddings);

    @Override
    void close();
  }

  /** How many there are. */
  int size() {
    return random == null ? space.dimension() : random.size();
  }

  /** The value of one step, a power of two. */
  double step() {
    return random == null ? space.step() : random.step(space.step());
  }

  /** Parameters on these features, [labels, size] row by row. */
  Head head(List<String> labels, float[] weights) {
    return random == null
        ? LinearHead.of(labels, space.dimension(), weights, new float[labels.size()])
        : FeatureHead.of(labels, random, space.step(), weights);
  }

  Extractor open(TensorDevice device) {
    if (random == null) {
      return new Extractor() {
        @Override
        public IntegerMatrix apply(IntegerMatrix embeddings) {
          return embeddings;
        }

        @Override
        public void close() {}
      };
    }
    SignProjection projection =
        new SignProjection(device, random.signs(), space.dimension(), random.shift());
    return new Extractor() {
      @Override
      public IntegerMatrix apply(IntegerMatrix embeddings) {
        return projection.apply(embeddings);
      }

      @Override
      public void close() {
        projection.close();
      }
    };
  }
}

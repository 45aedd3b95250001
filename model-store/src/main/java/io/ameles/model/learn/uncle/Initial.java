package io.ameles.model.learn.uncle;

import java.util.Random;

/** The values that a hypernetwork starts from; the same seed gives the same values. */
final class Initial {
  // Of what a head's values are at the start: small against what they become.
  private static final double SPREAD = 0.05;

  private Initial() {}

  /** [length]: layers uniform with the usual bound, chunk embeddings from N(0, 1). */
  static float[] parameters(Layout layout, int chunks, Seeds seeds) {
    float[] values = new float[layout.length(chunks)];
    Random random = seeds.random("layers", 0);
    int inputs = layout.taskEmbedding() + layout.chunkEmbedding();
    int position = 0;
    for (int width : layout.layers()) {
      position = fill(values, position, (inputs + 1) * width, random, 1 / Math.sqrt(inputs));
      inputs = width;
    }
    double last = SPREAD * Math.sqrt(3.0 / inputs);
    fill(values, position, inputs * layout.chunk(), random, last);
    float[] embeddings = chunkEmbeddings(layout, 0, chunks, seeds);
    System.arraycopy(embeddings, 0, values, layout.trunk(), embeddings.length);
    return values;
  }

  private static int fill(float[] values, int from, int count, Random random, double bound) {
    for (int i = from; i < from + count; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    return from + count;
  }

  /** [to - from, chunk embedding]: each chunk has its own stream, so that growing adds only. */
  static float[] chunkEmbeddings(Layout layout, int from, int to, Seeds seeds) {
    int width = layout.chunkEmbedding();
    float[] values = new float[(to - from) * width];
    for (int chunk = from; chunk < to; chunk++) {
      float[] one = Seeds.gaussian(seeds.random("chunk", chunk), width, 1);
      System.arraycopy(one, 0, values, (chunk - from) * width, width);
    }
    return values;
  }

  /** [task embedding] from N(0, 1). */
  static float[] taskEmbedding(Layout layout, long number, Seeds seeds) {
    return Seeds.gaussian(seeds.random("task", number), layout.taskEmbedding(), 1);
  }
}

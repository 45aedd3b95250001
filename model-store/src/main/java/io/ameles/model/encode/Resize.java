package io.ameles.model.encode;

/**
 * Scales pictures to a square, sides independently: each new pixel is the mean of the old ones
 * under a triangle as wide as the scale (but at least two pixels), so that nothing is skipped when
 * a picture shrinks. Float64 arithmetic in a fixed order and rounding to the nearest of 256 values
 * after each of the two passes: the same bits on every machine. Immutable and thread-safe.
 */
final class Resize {
  private final int size;

  /**
   * @param size of both sides
   */
  Resize(int size) {
    this.size = size;
  }

  RgbImage apply(RgbImage image) {
    if (image.height() == size && image.width() == size) {
      return image;
    }
    return rows(columns(image));
  }

  private RgbImage columns(RgbImage image) {
    Triangle[] triangles = Triangle.scaling(image.width(), size);
    byte[] scaled = new byte[image.height() * size * RgbImage.CHANNELS];
    int next = 0;
    for (int y = 0; y < image.height(); y++) {
      for (Triangle triangle : triangles) {
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
          double sum = 0;
          for (int i = 0; i < triangle.weights().length; i++) {
            sum += triangle.weights()[i] * image.get(y, triangle.first() + i, channel);
          }
          scaled[next++] = (byte) Math.rint(sum);
        }
      }
    }
    return new RgbImage(image.height(), size, scaled);
  }

  private RgbImage rows(RgbImage image) {
    Triangle[] triangles = Triangle.scaling(image.height(), size);
    byte[] scaled = new byte[size * image.width() * RgbImage.CHANNELS];
    int next = 0;
    for (Triangle triangle : triangles) {
      for (int x = 0; x < image.width(); x++) {
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
          double sum = 0;
          for (int i = 0; i < triangle.weights().length; i++) {
            sum += triangle.weights()[i] * image.get(triangle.first() + i, x, channel);
          }
          scaled[next++] = (byte) Math.rint(sum);
        }
      }
    }
    return new RgbImage(size, image.width(), scaled);
  }

  /**
   * What one new pixel is the mean of.
   *
   * @param first old pixel under the triangle
   * @param weights of the old pixels from there on; their sum is 1 but for rounding
   */
  @SuppressWarnings("ArrayRecordComponent") // never leaves this class
  private record Triangle(int first, double[] weights) {
    static Triangle[] scaling(int from, int to) {
      double scale = (double) from / to;
      double reach = Math.max(scale, 1);
      Triangle[] triangles = new Triangle[to];
      for (int i = 0; i < to; i++) {
        triangles[i] = around((i + 0.5) * scale, reach, from);
      }
      return triangles;
    }

    private static Triangle around(double centre, double reach, int from) {
      int first = (int) Math.max(0, Math.floor(centre - reach));
      int end = (int) Math.min(from, Math.ceil(centre + reach));
      double[] weights = new double[end - first];
      double total = 0;
      for (int i = 0; i < weights.length; i++) {
        weights[i] = Math.max(0, 1 - Math.abs(first + i + 0.5 - centre) / reach);
        total += weights[i];
      }
      for (int i = 0; i < weights.length; i++) {
        weights[i] /= total;
      }
      return new Triangle(first, weights);
    }
  }
}

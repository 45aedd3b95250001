package io.ameles.model.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResizeTest {
  @Test
  void samePictureStaysAsItIs() {
    RgbImage image = noise(5, 5, 1);
    assertThat(new Resize(5).apply(image)).isSameAs(image);
  }

  @Test
  void shrinkingToAPixelGivesAMeanThatTheMiddleCountsMostIn() {
    // Weights of a triangle with its top at the middle of 4 pixels and reach 4: 5, 7, 7, 5 of 24.
    assertThat(new Resize(1).apply(row(0, 24, 48, 240)).get(0, 0, 0)).isEqualTo(71);
  }

  @Test
  void growingBlendsNeighbours() {
    RgbImage grown = new Resize(4).apply(row(0, 100));
    assertThat(new int[] {grown.get(0, 0, 1), grown.get(0, 1, 1), grown.get(3, 2, 1)})
        .containsExactly(0, 25, 75);
    assertThat(grown.get(2, 3, 2)).isEqualTo(100);
  }

  @Property(tries = 100)
  void plainPictureStaysPlain(
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(min = 0, max = 255) int value) {
    byte[] rgb = new byte[height * width * RgbImage.CHANNELS];
    Arrays.fill(rgb, (byte) value);
    byte[] expected = new byte[size * size * RgbImage.CHANNELS];
    Arrays.fill(expected, (byte) value);
    assertThat(new Resize(size).apply(new RgbImage(height, width, rgb)))
        .isEqualTo(new RgbImage(size, size, expected));
  }

  @Property(tries = 50)
  void mirroredPictureGivesTheMirroredResult(
      @ForAll @IntRange(min = 1, max = 30) int height,
      @ForAll @IntRange(min = 1, max = 30) int width,
      @ForAll @IntRange(min = 1, max = 30) int size,
      @ForAll @IntRange(min = 1, max = 1000) int seed) {
    RgbImage image = noise(height, width, seed);
    RgbImage there = mirror(new Resize(size).apply(image));
    RgbImage back = new Resize(size).apply(mirror(image));
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        // Sums in the other order may round another way.
        assertThat(Math.abs(there.get(y, x, 0) - back.get(y, x, 0))).isLessThanOrEqualTo(1);
      }
    }
  }

  private static RgbImage mirror(RgbImage image) {
    byte[] rgb = new byte[image.rgb().length];
    int next = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
          rgb[next++] = (byte) image.get(y, image.width() - 1 - x, channel);
        }
      }
    }
    return new RgbImage(image.height(), image.width(), rgb);
  }

  private static RgbImage row(int... values) {
    byte[] rgb = new byte[values.length * RgbImage.CHANNELS];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) values[i / RgbImage.CHANNELS];
    }
    return new RgbImage(1, values.length, rgb);
  }

  private static RgbImage noise(int height, int width, int seed) {
    byte[] rgb = new byte[height * width * RgbImage.CHANNELS];
    new Random(seed).nextBytes(rgb);
    return new RgbImage(height, width, rgb);
  }
}

package io.ameles.model.encode;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which encoder, and how it is shown its pictures. Everything but {@code path} decides what comes
 * out of it.
 *
 * @param path the model: {@code .onnx}, or TorchScript as {@code .pt} or {@code .torchscript}
 * @param sha256 that the file must have, in lower-case hexadecimal; null: whatever it has
 * @param pixels how the model takes its pixels
 * @param size of both sides, to which every picture is scaled; 0: as they are, which is for models
 *     that take any size
 * @param mean per channel of what 0 to 1 is standardised with; for float32 pixels only
 * @param deviation per channel; above 0
 * @param batchSize how many pictures are shown to the model at once; fewer are filled up with black
 *     ones, so that it always does the same arithmetic
 * @param maxPixels the most that a picture may have
 */
public record EncoderSettings(
    String path,
    @Nullable String sha256,
    PixelFormat pixels,
    int size,
    List<Double> mean,
    List<Double> deviation,
    int batchSize,
    int maxPixels)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The largest {@link #size}. */
  public static final int MAX_SIZE = 2_048;

  /** The largest {@link #batchSize}. */
  public static final int MAX_BATCH = 1_024;

  /** The largest {@link #maxPixels}. */
  public static final int MAX_PIXELS = 1 << 26;

  /** The most direct memory that a batch may take: 1 GiB. */
  public static final long MAX_BATCH_BYTES = 1L << 30;

  /** Copies the lists, and refuses what no encoder can have. */
  public EncoderSettings {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    require(sha256 == null || sha256.matches("[0-9a-f]{64}"), "sha256 has 64 hexadecimal digits");
    require(size >= 0 && size <= MAX_SIZE, "size is from 0 to " + MAX_SIZE);
    require(batchSize >= 1 && batchSize <= MAX_BATCH, "batch size is from 1 to " + MAX_BATCH);
    require(maxPixels >= 1 && maxPixels <= MAX_PIXELS, "max pixels is from 1 to " + MAX_PIXELS);
    require(
        batchBytes(pixels, size, batchSize, maxPixels) <= MAX_BATCH_BYTES,
        "batch has at most " + MAX_BATCH_BYTES + " bytes");
    require(mean.size() == RgbImage.CHANNELS, "mean has three values");
    require(
        deviation.size() == RgbImage.CHANNELS
            && deviation.stream().allMatch(value -> value > 0 && Double.isFinite(value))
            && mean.stream().allMatch(Double::isFinite),
        "mean and deviation are finite, deviation above 0");
  }

  private static void require(boolean met, String rule) {
    if (!met) {
      throw new IllegalArgumentException("an encoder's " + rule);
    }
  }

  /** How much direct memory a batch of the largest pictures takes, outside of the engine. */
  public static long batchBytes(PixelFormat pixels, int size, int batchSize, int maxPixels) {
    long largest = size == 0 ? maxPixels : (long) size * size;
    return batchSize * largest * RgbImage.CHANNELS * pixels.bytesPerValue();
  }

  /** A model that takes uint8 pictures of any size. */
  public static EncoderSettings of(String path) {
    return new EncoderSettings(
        path,
        null,
        PixelFormat.UINT8_NHWC,
        0,
        List.of(0.0, 0.0, 0.0),
        List.of(1.0, 1.0, 1.0),
        8,
        1 << 22);
  }

  /** The same with another file's checksum. */
  public EncoderSettings withSha256(String checksum) {
    return new EncoderSettings(path, checksum, pixels, size, mean, deviation, batchSize, maxPixels);
  }

  /** The same with other batches. */
  public EncoderSettings withBatchSize(int other) {
    return new EncoderSettings(path, sha256, pixels, size, mean, deviation, other, maxPixels);
  }

  /** The same with pictures scaled to another size. */
  public EncoderSettings withSize(int other) {
    return new EncoderSettings(path, sha256, pixels, other, mean, deviation, batchSize, maxPixels);
  }

  /** Everything but the file, in words. */
  public String summary() {
    return "pixels=%s size=%d mean=%s deviation=%s batch-size=%d max-pixels=%d"
        .formatted(
            pixels.name().toLowerCase(Locale.ROOT).replace('_', '-'),
            size,
            mean,
            deviation,
            batchSize,
            maxPixels);
  }
}

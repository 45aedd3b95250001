package io.ameles.model.encode;

import io.ameles.model.device.FrozenModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Pictures of one size in the form that a model takes, filled up with black ones to a whole batch.
 * Keeps its memory for the next batch. NOT thread-safe.
 */
final class PixelBuffer {
  private static final int LEVELS = 256;

  private final EncoderSettings settings;
  private final float[][] standardised = new float[RgbImage.CHANNELS][LEVELS];
  private ByteBuffer memory = ByteBuffer.allocateDirect(0);

  PixelBuffer(EncoderSettings settings) {
    this.settings = settings;
    for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
      for (int level = 0; level < LEVELS; level++) {
        double value = level / (double) (LEVELS - 1);
        standardised[channel][level] =
            (float) ((value - settings.mean().get(channel)) / settings.deviation().get(channel));
      }
    }
  }

  /**
   * Shows the pictures to the model.
   *
   * @param images at least one, at most a batch, all of one size
   * @return [batch size, dimension]
   */
  float[] show(List<RgbImage> images, FrozenModel model) {
    int rows = settings.batchSize();
    int height = images.get(0).height();
    int width = images.get(0).width();
    return switch (settings.pixels()) {
      case UINT8_NHWC -> model.runOnBytes(bytes(images), rows, height, width, RgbImage.CHANNELS);
      case FLOAT32_NHWC ->
          model.runOnFloats(interleaved(images), rows, height, width, RgbImage.CHANNELS);
      case FLOAT32_NCHW ->
          model.runOnFloats(planes(images), rows, RgbImage.CHANNELS, height, width);
    };
  }

  private ByteBuffer bytes(List<RgbImage> images) {
    ByteBuffer target = empty(images.get(0));
    images.forEach(image -> target.put(image.rgb()));
    while (target.hasRemaining()) {
      target.put((byte) 0);
    }
    return target.flip();
  }

  private ByteBuffer interleaved(List<RgbImage> images) {
    ByteBuffer target = empty(images.get(0));
    for (RgbImage image : images) {
      byte[] rgb = image.rgb();
      for (int i = 0; i < rgb.length; i++) {
        target.putFloat(standardised[i % RgbImage.CHANNELS][rgb[i] & 0xff]);
      }
    }
    while (target.hasRemaining()) {
      for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
        target.putFloat(standardised[channel][0]);
      }
    }
    return target.flip();
  }

  private ByteBuffer planes(List<RgbImage> images) {
    ByteBuffer target = empty(images.get(0));
    int pixels = images.get(0).rgb().length / RgbImage.CHANNELS;
    for (RgbImage image : images) {
      for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
        for (int i = 0; i < pixels; i++) {
          target.putFloat(
              standardised[channel][image.rgb()[i * RgbImage.CHANNELS + channel] & 0xff]);
        }
      }
    }
    while (target.hasRemaining()) {
      for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
        for (int i = 0; i < pixels; i++) {
          target.putFloat(standardised[channel][0]);
        }
      }
    }
    return target.flip();
  }

  private ByteBuffer empty(RgbImage like) {
    long needed =
        (long) settings.batchSize() * like.rgb().length * settings.pixels().bytesPerValue();
    int bytes = Math.toIntExact(needed);
    if (memory.capacity() < bytes) {
      memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    return memory.clear().limit(bytes);
  }
}

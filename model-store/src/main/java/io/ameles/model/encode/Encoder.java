package io.ameles.model.encode;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.FrozenModel;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.version.Manifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A frozen model that turns pictures into embeddings. What comes out for a picture does not depend
 * on what else is in its batch, on its place in it, or on how often the encoder was opened before:
 * the model is always shown batches of one and the same size.
 *
 * <p>Without {@link EncoderSettings#size}, pictures of different sizes go through the model one
 * size after the other, each size in batches of its own.
 *
 * <p>NOT thread-safe: one per thread.
 */
public final class Encoder implements AutoCloseable {
  private final EncoderSettings settings;
  private final String sha256;
  private final int dimension;
  private final FrozenModel model;
  private final PixelBuffer buffer;
  private final Resize resize;
  private String fingerprint = "";

  private Encoder(EncoderSettings settings, String sha256, int dimension, FrozenModel model) {
    this.settings = settings;
    this.sha256 = sha256;
    this.dimension = dimension;
    this.model = model;
    this.buffer = new PixelBuffer(settings);
    this.resize = new Resize(settings.size());
  }

  /**
   * Opens the model and tries it out.
   *
   * @param dimension that its embeddings must have
   * @throws AmelesException if the file is not there or not the one that was meant, if the engine
   *     does not start, or, with {@link ErrorCode#CONFIGURATION}, if the model gives something else
   *     than {@code dimension} values each or does not take the pictures
   */
  public static Encoder open(EncoderSettings settings, TensorDevice device, int dimension) {
    EncoderFile file = EncoderFile.of(settings);
    Encoder encoder = new Encoder(settings, file.sha256(), dimension, file.open(device));
    try {
      encoder.tryOut(device);
      return encoder;
    } catch (RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  private void tryOut(TensorDevice device) {
    try {
      embed(List.of(TestPictures.any()));
    } catch (AmelesException e) {
      if (e.code() != ErrorCode.ENGINE || device.mayBeGpu()) {
        throw e; // a GPU may have no memory just now
      }
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          e.getMessage()
              + " If this model takes one size only, or another one, set encoder.size; if it takes other pixels, encoder.pixels.",
          e);
    }
    fingerprint = TestPictures.fingerprint(this);
  }

  /**
   * One embedding per picture, in their order. A picture of a size that the model does not take is
   * refused; that can only be where {@link EncoderSettings#size} is 0.
   *
   * @throws AmelesException with {@link ErrorCode#ENGINE} if the engine fails
   */
  public List<Embedding> embed(List<RgbImage> images) {
    List<RgbImage> ready =
        settings.size() == 0 ? images : images.stream().map(resize::apply).toList();
    Embedding[] embeddings = new Embedding[images.size()];
    for (SameSize batch : SameSize.split(ready, settings.batchSize())) {
      List<Embedding> some = embedSameSize(batch.images());
      for (int i = 0; i < some.size(); i++) {
        embeddings[batch.places().get(i)] = some.get(i);
      }
    }
    return Arrays.asList(embeddings);
  }

  private List<Embedding> embedSameSize(List<RgbImage> images) {
    float[] rows;
    try {
      rows = run(images);
    } catch (AmelesException e) {
      requireToWorkOtherwise(e);
      return Collections.nCopies(images.size(), refusal(images.get(0)));
    }
    List<Embedding> embeddings = new ArrayList<>(images.size());
    for (int row = 0; row < images.size(); row++) {
      float[] values = Arrays.copyOfRange(rows, row * dimension, (row + 1) * dimension);
      embeddings.add(new Embedding(values, null));
    }
    return embeddings;
  }

  /** If the engine still works, it was the picture. */
  private void requireToWorkOtherwise(AmelesException failure) {
    if (settings.size() != 0 || failure.code() != ErrorCode.ENGINE) {
      throw failure;
    }
    run(List.of(TestPictures.any()));
  }

  private static Embedding refusal(RgbImage image) {
    return new Embedding(
        new float[0],
        ImageDecoder.unreadable(
            "The encoder does not take pictures of %d x %d pixels; send others, or configure encoder.size."
                .formatted(image.height(), image.width())));
  }

  private float[] run(List<RgbImage> batch) {
    float[] rows = buffer.show(batch, model);
    if (rows.length != settings.batchSize() * dimension) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "The encoder gives %d values per picture and the model's dimension is %d."
              .formatted(rows.length / settings.batchSize(), dimension));
    }
    return rows;
  }

  /** As a version's manifest states it, once pictures were embedded. */
  public Manifest.Encoder toManifest() {
    return new Manifest.Encoder(sha256, settings.summary(), fingerprint());
  }

  /** Which pictures it takes. */
  public ImageDecoder decoder() {
    return new ImageDecoder(settings.maxPixels());
  }

  /** How many pictures it is best shown at once. */
  public int batchSize() {
    return settings.batchSize();
  }

  /**
   * By which it shows whether two machines compute the same embeddings, to the last bit: SHA-256
   * over those of some pictures that are the same everywhere, in lower-case hexadecimal.
   * Processors, engines and Java platforms differ.
   */
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void close() {
    model.close();
  }
}

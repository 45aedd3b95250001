package io.ameles.model.serve;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.encode.Embedding;
import io.ameles.model.encode.Encoder;
import io.ameles.model.encode.EncoderSettings;
import io.ameles.model.encode.PayloadReader;
import io.ameles.model.encode.RgbImage;
import io.ameles.model.version.Manifest;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.MalformedEventException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes features of pictures with the encoder, which is opened for the first. NOT thread-safe. */
final class Pictures implements AutoCloseable {
  private final @Nullable EncoderSettings settings;
  private final TensorDevice device;
  private final PayloadReader reader;
  private @Nullable Encoder encoder;

  /**
   * @param settings null: every picture is refused
   */
  Pictures(@Nullable EncoderSettings settings, TensorDevice device) {
    this.settings = settings;
    this.device = device;
    this.reader = new PayloadReader(settings);
  }

  /** The picture that the question brings instead of features; null if it brings features. */
  @Nullable RgbImage read(Question question) throws MalformedEventException {
    return reader.read(question.features(), question.payload(), question.payloadType());
  }

  /**
   * One embedding per picture, in their order.
   *
   * @throws MalformedEventException if this is not the encoder that the version was made with
   * @throws AmelesException if the encoder does not work
   */
  List<Embedding> embed(List<RgbImage> pictures, Manifest version) throws MalformedEventException {
    Encoder open = open(version.intake().dimension());
    Manifest.Encoder ours = open.toManifest();
    Manifest.Encoder theirs = version.intake().encoder();
    if (theirs == null
        || !theirs.sha256().equals(ours.sha256())
        || !theirs.settings().equals(ours.settings())) {
      throw new MalformedEventException(
          DeadLetterCode.NO_ENCODER,
          "The encoder of this service is not the one that the version was made with; send features, or configure the same one.");
    }
    return open.embed(pictures);
  }

  private Encoder open(int dimension) {
    Encoder open = encoder;
    if (open == null) {
      if (settings == null) {
        throw new AmelesException(ErrorCode.CONFIGURATION, "There is no encoder.");
      }
      open = Encoder.open(settings, device, dimension);
      encoder = open;
    }
    return open;
  }

  @Override
  public void close() {
    if (encoder != null) {
      encoder.close();
      encoder = null;
    }
  }
}

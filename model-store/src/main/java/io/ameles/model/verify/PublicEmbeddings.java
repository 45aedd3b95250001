package io.ameles.model.verify;

import io.ameles.model.embed.Normalization;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.tensor.Safetensors;
import io.ameles.model.version.Manifest;
import io.ameles.schema.MalformedEventException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the bootstrap set that settings name, provided that it is the very file. */
final class PublicEmbeddings {
  private PublicEmbeddings() {}

  /**
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it has another digest or cannot be used
   */
  static List<QuantizedVector> read(Map<String, String> settings, Manifest.Intake intake)
      throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(FrozenKeys.text(settings, "bootstrap")));
    if (!sha256(bytes).equals(FrozenKeys.text(settings, "bootstrap-sha256"))) {
      throw new IllegalArgumentException("the bootstrap set is another one");
    }
    String rule = FrozenKeys.text(settings, "bootstrap-normalize").toUpperCase(Locale.ROOT);
    Quantization quantization =
        new Quantization(Normalization.valueOf(rule), intake.stepExponent());
    float[] values = Safetensors.parse(bytes).floats("embeddings");
    List<QuantizedVector> vectors = new ArrayList<>();
    for (int from = 0; from < values.length; from += intake.dimension()) {
      try {
        vectors.add(
            quantization.quantize(Arrays.copyOfRange(values, from, from + intake.dimension())));
      } catch (MalformedEventException e) {
        throw new IllegalArgumentException("the bootstrap set has an unusable embedding", e);
      }
    }
    return vectors;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package io.ameles.model.embed.codebook;

import io.ameles.model.AmelesException;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Normalization;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.tensor.Safetensors;
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

/**
 * Public embeddings that no deletion will ever concern: a safetensors file with a tensor {@code
 * embeddings}, float32 [rows, dimension], and metadata {@code name}.
 *
 * @param name by which the set is known to the public
 * @param sha256 of the file, hexadecimal
 * @param vectors the embeddings, quantized as events are
 */
public record BootstrapSet(String name, String sha256, List<QuantizedVector> vectors) {
  /** Copies the list, and refuses an empty one. */
  public BootstrapSet {
    vectors = List.copyOf(vectors);
    if (vectors.isEmpty()) {
      throw new IllegalArgumentException("a bootstrap set has at least one embedding");
    }
  }

  /**
   * Reads a file.
   *
   * @param normalization what is done to the embeddings of events
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it holds something else
   */
  public static BootstrapSet read(Path file, EmbeddingSpace space, Normalization normalization)
      throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Quantization quantization = new Quantization(normalization, Math.getExponent(space.step()));
    try {
      Safetensors tensors = Safetensors.parse(bytes);
      float[] embeddings = tensors.floats("embeddings");
      int dimension = space.dimension();
      if (embeddings.length % dimension != 0) {
        throw new IllegalArgumentException(
            "%d numbers are no embeddings of dimension %d".formatted(embeddings.length, dimension));
      }
      List<QuantizedVector> vectors = new ArrayList<>();
      for (int from = 0; from < embeddings.length; from += dimension) {
        vectors.add(quantization.quantize(Arrays.copyOfRange(embeddings, from, from + dimension)));
      }
      return new BootstrapSet(tensors.text("name"), sha256(bytes), vectors);
    } catch (AmelesException | MalformedEventException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package io.ameles.model.embed.codebook;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.tensor.Safetensors;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The frozen keys of a discrete key-value bottleneck (Traeuble et al., "Discrete Key-Value
 * Bottleneck", 2023): C random projections of the embedding to a few integers each, and J keys per
 * projection. An embedding is assigned, in every head, to the key with the least squared distance,
 * the first of several. All of it is integer arithmetic, so every machine and every language finds
 * the same keys. Immutable and thread-safe.
 */
public final class Codebook implements Serializable {
  private static final long serialVersionUID = 1L;

  private final CodebookShape shape;
  private final Projection projection;
  private final short[] keys;

  private Codebook(CodebookShape shape, Projection projection, short[] keys) {
    if (keys.length != shape.pairs() * shape.keyDimension()
        || projection.columns() != shape.columns()) {
      throw new IllegalArgumentException(
          "%d numbers are no keys of %s".formatted(keys.length, shape));
    }
    this.shape = shape;
    this.projection = projection;
    this.keys = keys;
  }

  /**
   * Keys as the projections of random vectors lie, drawn from the seed.
   *
   * @param length of a typical embedding, in the unit of the features; above 0
   */
  public static Codebook seeded(
      EmbeddingSpace space, CodebookShape shape, long seed, double length) {
    Projection projection = Projection.of(space, shape.columns(), seed, length);
    int count = shape.pairs() * shape.keyDimension();
    return new Codebook(shape, projection, SeededKeys.draw(seed, count, projection.spread(length)));
  }

  /**
   * Keys that lie as the projections of {@code examples} do.
   *
   * @param length as above
   */
  public static Codebook fitted(
      EmbeddingSpace space,
      CodebookShape shape,
      long seed,
      double length,
      BootstrapSet examples,
      TensorDevice device) {
    Projection projection = Projection.of(space, shape.columns(), seed, length);
    try (KeyFitting fitting = new KeyFitting(shape, projection, examples, device)) {
      return new Codebook(shape, projection, fitting.run());
    }
  }

  /** Its size. */
  public CodebookShape shape() {
    return shape;
  }

  /** The space of the embeddings. */
  public EmbeddingSpace space() {
    return projection.space();
  }

  Projection projection() {
    return projection;
  }

  /** [heads, keys, key dimension]; not a copy. */
  short[] keys() {
    return keys;
  }

  /** SHA-256 over the keys, [heads, keys, key dimension] int16 big-endian; hexadecimal. */
  public String keysSha256() {
    ByteBuffer bytes = ByteBuffer.allocate(keys.length * Short.BYTES);
    bytes.asShortBuffer().put(keys);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** All keys, on {@code device}. */
  public KeyFinder open(TensorDevice device) {
    return new KeyFinder(this, device, null);
  }

  /**
   * Some keys, on {@code device}.
   *
   * @param usable [heads, keys], which keys can be found; a head without any uses all of its keys
   */
  public KeyFinder open(TensorDevice device, boolean[] usable) {
    return new KeyFinder(this, device, usable);
  }

  /**
   * Adds tensor {@code keys} float32 [heads, keys, key dimension], which are whole numbers, and
   * metadata {@code codebook.seed}, {@code codebook.shift} and {@code codebook.step}.
   */
  public void save(Safetensors file) {
    float[] numbers = new float[keys.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = keys[i];
    }
    file.put("codebook.heads", Integer.toString(shape.heads()))
        .put("codebook.keys", Integer.toString(shape.keys()))
        .put("codebook.key-dimension", Integer.toString(shape.keyDimension()))
        .put("codebook.seed", Long.toString(projection.seed()))
        .put("codebook.shift", Integer.toString(projection.shift()))
        .put("codebook.step", Double.toString(space().step()))
        .put("keys", numbers, shape.heads(), shape.keys(), shape.keyDimension());
  }

  /**
   * Reads what {@link #save} added.
   *
   * @param dimension of the embeddings
   * @throws IllegalArgumentException if the parts do not fit together
   */
  public static Codebook load(Safetensors file, int dimension) {
    CodebookShape shape =
        new CodebookShape(
            file.integer("codebook.heads"),
            file.integer("codebook.keys"),
            file.integer("codebook.key-dimension"));
    float[] numbers = file.floats("keys");
    short[] keys = new short[numbers.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (short) numbers[i];
    }
    EmbeddingSpace space =
        new EmbeddingSpace(dimension, Double.parseDouble(file.text("codebook.step")));
    return new Codebook(
        shape,
        new Projection(
            space,
            shape.columns(),
            Long.parseLong(file.text("codebook.seed")),
            file.integer("codebook.shift")),
        keys);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Codebook that
        && shape.equals(that.shape)
        && projection.equals(that.projection)
        && Arrays.equals(keys, that.keys);
  }

  @Override
  public int hashCode() {
    return 31 * projection.hashCode() + Arrays.hashCode(keys);
  }

  @Override
  public String toString() {
    return "Codebook[%s, seed=%d]".formatted(shape, projection.seed());
  }
}

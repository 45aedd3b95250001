package io.ameles.model.head;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.tensor.Safetensors;
import java.util.Arrays;
import java.util.function.Function;

/** The kinds of parameters that there are, and how each is read from a file. */
public enum HeadKind {
  /** {@link LinearHead}. */
  LINEAR("linear", LinearHead::load),
  /** {@link BottleneckHead}. */
  BOTTLENECK("bottleneck", BottleneckHead::load),
  /** {@link TaskHeads}. */
  TASK_HEADS("task-heads", TaskHeads::load),
  /** {@link FeatureHead}. */
  RANDOM_FEATURES("random-features", FeatureHead::load),
  /** {@link EnsembleHead}. */
  ENSEMBLE("ensemble", EnsembleHead::load);

  private static final String KIND = "kind";
  static final String LABELS = "labels";
  static final String DIMENSION = "dimension";

  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // method references that capture nothing
  private final Function<Safetensors, Head> loader;

  HeadKind(String text, Function<Safetensors, Head> loader) {
    this.text = text;
    this.loader = loader;
  }

  /** The name in files and manifests. */
  public String text() {
    return text;
  }

  /** Adds {@code head} to {@code file}. */
  public static void save(Head head, Safetensors file) {
    file.put(KIND, head.kind().text)
        .put(LABELS, head.labels())
        .put(DIMENSION, Integer.toString(head.dimension()));
    head.save(file);
  }

  /**
   * Reads what {@link #save} added.
   *
   * @throws AmelesException with {@link ErrorCode#CORRUPT_FILE} if it is something else
   */
  public static Head load(Safetensors file) {
    String kind = file.text(KIND);
    HeadKind known =
        Arrays.stream(values())
            .filter(candidate -> candidate.text.equals(kind))
            .findFirst()
            .orElseThrow(
                () ->
                    new AmelesException(
                        ErrorCode.CORRUPT_FILE,
                        "The safetensors file holds parameters of kind %s, which this software does not know; use a newer one."
                            .formatted(kind)));
    try {
      return known.loader.apply(file);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // Every part is readable, but they do not fit together.
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE, "The safetensors file holds no usable parameters.", e);
    }
  }

  /** {@code head} alone as a file's bytes; equal heads give equal bytes. */
  public static byte[] toBytes(Head head) {
    Safetensors file = new Safetensors();
    save(head, file);
    return file.toBytes();
  }

  /** Reads what {@link #toBytes} wrote. */
  public static Head parse(byte[] bytes) {
    return load(Safetensors.parse(bytes));
  }
}

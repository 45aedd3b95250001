package io.ameles.model.head;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.codebook.Codebook;
import io.ameles.model.embed.codebook.CodebookShape;
import io.ameles.model.embed.codebook.KeyFinder;
import io.ameles.model.tensor.Safetensors;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that score an embedding with the mean, over the heads of a codebook, of the values at
 * the key that is nearest in each. Immutable and thread-safe.
 */
public final class BottleneckHead implements Head {
  private static final String MASKED = "masked";

  private final Codebook codebook;
  private final List<String> labels;
  private final float[] values;
  private final boolean @Nullable [] usable;

  private BottleneckHead(
      Codebook codebook, List<String> labels, float[] values, boolean @Nullable [] usable) {
    CodebookShape shape = codebook.shape();
    if (values.length != (long) shape.pairs() * labels.size()
        || (usable != null && usable.length != shape.pairs())) {
      throw new IllegalArgumentException(
          "%s and %d labels do not fit %d values".formatted(shape, labels.size(), values.length));
    }
    this.codebook = codebook;
    this.labels = List.copyOf(labels);
    this.values = values;
    this.usable = usable;
  }

  /**
   * A head that can find every key.
   *
   * @param values [heads, keys, labels], the higher the likelier; given away: must not be modified
   *     any more
   */
  public static BottleneckHead of(Codebook codebook, List<String> labels, float[] values) {
    return new BottleneckHead(codebook, labels, values, null);
  }

  /**
   * A head that finds some of the keys only.
   *
   * @param values as above
   * @param usable [heads, keys]; given away; a head without any finds all of its keys
   */
  public static BottleneckHead masked(
      Codebook codebook, List<String> labels, float[] values, boolean[] usable) {
    return new BottleneckHead(codebook, labels, values, usable);
  }

  static BottleneckHead load(Safetensors file) {
    Codebook codebook = Codebook.load(file, file.integer(HeadKind.DIMENSION));
    boolean[] usable = null;
    if (file.has(MASKED)) {
      float[] marks = file.floats("usable");
      usable = new boolean[marks.length];
      for (int i = 0; i < marks.length; i++) {
        usable[i] = marks[i] != 0;
      }
    }
    return new BottleneckHead(codebook, file.texts(HeadKind.LABELS), file.floats("values"), usable);
  }

  @Override
  public HeadKind kind() {
    return HeadKind.BOTTLENECK;
  }

  /**
   * What {@link Codebook#save} adds; {@code values} float32 [heads, keys, labels]; if some keys
   * cannot be found, metadata {@code masked} and {@code usable} float32 [heads, keys], 1 for those
   * that can and 0 for the others.
   */
  @Override
  public void save(Safetensors file) {
    CodebookShape shape = codebook.shape();
    codebook.save(file);
    file.put("values", values, shape.heads(), shape.keys(), labels.size());
    if (usable != null) {
      float[] marks = new float[usable.length];
      for (int i = 0; i < marks.length; i++) {
        marks[i] = usable[i] ? 1 : 0;
      }
      file.put(MASKED, "true").put("usable", marks, shape.heads(), shape.keys());
    }
  }

  @Override
  public Scorer open(TensorDevice device) {
    return new BottleneckScorer(device, finder(device), codebook.shape(), labels.size(), values);
  }

  @Override
  public Scorer openSteady(TensorDevice device) {
    return new SteadyBottleneck(finder(device), codebook.shape(), labels.size(), values);
  }

  private KeyFinder finder(TensorDevice device) {
    return usable == null ? codebook.open(device) : codebook.open(device, usable);
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public int dimension() {
    return codebook.space().dimension();
  }

  /** The keys and how they are found. */
  public Codebook codebook() {
    return codebook;
  }

  /** [heads, keys, labels]; a copy. */
  public float[] values() {
    return values.clone();
  }

  /** [heads, keys], which keys can be found; a copy. */
  public boolean[] usable() {
    if (usable != null) {
      return usable.clone();
    }
    boolean[] all = new boolean[codebook.shape().pairs()];
    Arrays.fill(all, true);
    return all;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BottleneckHead that
        && codebook.equals(that.codebook)
        && labels.equals(that.labels)
        && Arrays.equals(values, that.values)
        && Arrays.equals(usable, that.usable);
  }

  @Override
  public int hashCode() {
    return 31 * labels.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "BottleneckHead[%s, labels=%d]".formatted(codebook, labels.size());
  }
}

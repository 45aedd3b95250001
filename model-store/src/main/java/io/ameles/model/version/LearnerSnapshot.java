package io.ameles.model.version;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.head.HeadKind;
import io.ameles.model.learn.LearnerSettings;
import io.ameles.model.learn.Solution;
import io.ameles.model.learn.StateDigest;
import io.ameles.model.learn.Tile;
import io.ameles.model.tensor.Safetensors;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One learner's parameters and, for an additive learner, the integers they come from, as a
 * safetensors file holds them: the tensors of its head; {@code state.sums} int64, the sums of all
 * tiles one after the other; {@code state.lengths} int64 [tiles], how many sums each has; {@code
 * state.counts} int64 [tiles]; metadata {@code state.keys}, the tiles' keys in that order.
 *
 * @param settings of the learner
 * @param tiles the integer state by key, without zero and dropped tiles; none for a learner that
 *     has no integer state
 * @param additive whether the parameters are a function of {@code tiles}
 * @param solution the parameters
 */
public record LearnerSnapshot(
    LearnerSettings settings, SortedMap<String, Tile> tiles, boolean additive, Solution solution) {
  /** Copies the tiles that stand for something. */
  public LearnerSnapshot {
    TreeMap<String, Tile> present = new TreeMap<>(tiles);
    present.values().removeIf(tile -> tile.isZero() || tile.isDropped());
    tiles = present;
  }

  /** The state of an additive learner and what it gives. */
  public static LearnerSnapshot additive(
      LearnerSettings settings, SortedMap<String, Tile> tiles, Solution solution) {
    return new LearnerSnapshot(settings, tiles, true, solution);
  }

  /** What a sequential learner has come to. */
  public static LearnerSnapshot sequential(LearnerSettings settings, Solution solution) {
    return new LearnerSnapshot(settings, new TreeMap<>(), false, solution);
  }

  /** The learner's name. */
  public String learner() {
    return settings.name();
  }

  /**
   * Of an additive learner: SHA-256 of the canonical integer state; otherwise of the parameters.
   * See {@link StateDigest}.
   */
  public String stateDigest() {
    return additive
        ? StateDigest.of(learner(), tiles)
        : StateDigest.ofParameters(learner(), HeadKind.toBytes(solution.head()));
  }

  /**
   * The file's bytes.
   *
   * @throws AmelesException with {@link ErrorCode#STORAGE} if they are more than a file can have
   */
  public byte[] toBytes() {
    try {
      return write();
    } catch (AmelesException e) {
      throw new AmelesException(
          e.code(), "Learner %s cannot be written. %s".formatted(learner(), e.getMessage()), e);
    }
  }

  private byte[] write() {
    Safetensors file = new Safetensors();
    file.put("learner", learner()).put("type", settings.type());
    file.put("settings.keys", List.copyOf(settings.values().keySet()));
    file.put("settings.values", List.copyOf(settings.values().values()));
    file.put("facts.names", List.copyOf(solution.facts().keySet()));
    file.put(
        "facts.values", solution.facts().values().stream().map(value -> value.toString()).toList());
    HeadKind.save(solution.head(), file);
    if (additive) {
      putState(file);
    }
    return file.toBytes();
  }

  private void putState(Safetensors file) {
    long[] counts = new long[tiles.size()];
    long[] lengths = new long[tiles.size()];
    int row = 0;
    long total = 0;
    for (Tile tile : tiles.values()) {
      counts[row] = tile.count();
      lengths[row++] = tile.length();
      total += tile.length();
    }
    Safetensors.requireFits(total * Long.BYTES);
    long[] sums = new long[(int) total];
    LongBuffer target = LongBuffer.wrap(sums);
    tiles.values().forEach(tile -> tile.copyTo(target));
    file.put("state.keys", List.copyOf(tiles.keySet()))
        .put("state.sums", sums, total)
        .put("state.lengths", lengths, lengths.length)
        .put("state.counts", counts, counts.length);
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws AmelesException with {@link ErrorCode#CORRUPT_FILE} if it holds something else
   */
  public static LearnerSnapshot parse(byte[] bytes) {
    try {
      return read(Safetensors.parse(bytes));
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      // Every part is readable, but they do not fit together.
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE, "The safetensors file holds no learner.", e);
    }
  }

  private static LearnerSnapshot read(Safetensors file) {
    SortedMap<String, Double> facts = new TreeMap<>();
    List<String> names = file.texts("facts.names");
    List<String> numbers = file.texts("facts.values");
    for (int i = 0; i < names.size(); i++) {
      facts.put(names.get(i), Double.valueOf(numbers.get(i)));
    }
    SortedMap<String, String> values = new TreeMap<>();
    List<String> keys = file.texts("settings.keys");
    List<String> texts = file.texts("settings.values");
    for (int i = 0; i < keys.size(); i++) {
      values.put(keys.get(i), texts.get(i));
    }
    boolean additive = file.has("state.keys");
    return new LearnerSnapshot(
        new LearnerSettings(file.text("learner"), file.text("type"), values),
        additive ? tiles(file) : new TreeMap<>(),
        additive,
        new Solution(HeadKind.load(file), facts));
  }

  private static SortedMap<String, Tile> tiles(Safetensors file) {
    List<String> keys = file.texts("state.keys");
    long[] sums = file.longs("state.sums");
    long[] lengths = file.longs("state.lengths");
    long[] counts = file.longs("state.counts");
    SortedMap<String, Tile> tiles = new TreeMap<>();
    int from = 0;
    for (int row = 0; row < keys.size(); row++) {
      int to = Math.addExact(from, Math.toIntExact(lengths[row]));
      if (to > sums.length) {
        throw new IllegalArgumentException("the tiles have more sums than the file");
      }
      tiles.put(keys.get(row), Tile.ofOwned(counts[row], Arrays.copyOfRange(sums, from, to)));
      from = to;
    }
    return tiles;
  }
}

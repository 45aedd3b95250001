package io.ameles.model.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.learn.LinearHead;
import io.ameles.model.learn.StateDigest;
import io.ameles.model.learn.Tile;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One learner's parameters and the integers they come from, as a safetensors file holds them:
 * {@code weights} float32 [labels, dimension], {@code biases} float32 [labels], {@code state.sums}
 * int64 [tiles, length], {@code state.counts} int64 [tiles]; metadata {@code labels} and {@code
 * state.keys} are JSON arrays in row order.
 *
 * @param learner the learner's name
 * @param tiles the integer state by key, without zero and dropped tiles
 * @param head the parameters that it gives
 */
public record LearnerSnapshot(String learner, SortedMap<String, Tile> tiles, LinearHead head) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the tiles that stand for something. */
  public LearnerSnapshot {
    TreeMap<String, Tile> present = new TreeMap<>(tiles);
    present.values().removeIf(tile -> tile.isZero() || tile.isDropped());
    tiles = present;
  }

  /** SHA-256 of the canonical integer state; see {@link StateDigest}. */
  public String stateDigest() {
    return StateDigest.of(learner, tiles);
  }

  /** The file's bytes. */
  public byte[] toBytes() {
    int length = tiles.isEmpty() ? 0 : tiles.get(tiles.firstKey()).length();
    long[] sums = new long[tiles.size() * length];
    long[] counts = new long[tiles.size()];
    int row = 0;
    for (Tile tile : tiles.values()) {
      counts[row] = tile.count();
      for (int i = 0; i < length; i++) {
        sums[row * length + i] = tile.sum(i);
      }
      row++;
    }
    int labels = head.labels().size();
    return new Safetensors()
        .put("learner", learner)
        .put("labels", json(head.labels()))
        .put("dimension", Integer.toString(head.dimension()))
        .put("state.keys", json(List.copyOf(tiles.keySet())))
        .put("weights", head.weights(), labels, head.dimension())
        .put("biases", head.biases(), labels)
        .put("state.sums", sums, tiles.size(), length)
        .put("state.counts", counts, tiles.size())
        .toBytes();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws AmelesException with {@link ErrorCode#CORRUPT_FILE} if it holds something else
   */
  public static LearnerSnapshot parse(byte[] bytes) {
    try {
      return read(Safetensors.parse(bytes));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // Every part is readable, but they do not fit together.
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE, "The safetensors file holds no learner.", e);
    }
  }

  private static LearnerSnapshot read(Safetensors file) {
    List<String> keys = list(file.text("state.keys"));
    long[] sums = file.longs("state.sums");
    long[] counts = file.longs("state.counts");
    SortedMap<String, Tile> tiles = new TreeMap<>();
    int length = keys.isEmpty() ? 0 : sums.length / keys.size();
    for (int row = 0; row < keys.size(); row++) {
      long[] values = Arrays.copyOfRange(sums, row * length, (row + 1) * length);
      tiles.put(keys.get(row), Tile.of(counts[row], values));
    }
    int dimension = Integer.parseInt(file.text("dimension"));
    LinearHead head =
        LinearHead.of(
            list(file.text("labels")), dimension, file.floats("weights"), file.floats("biases"));
    return new LearnerSnapshot(file.text("learner"), tiles, head);
  }

  private static String json(List<String> texts) {
    try {
      return JSON.writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings are always JSON", e);
    }
  }

  private static List<String> list(String json) {
    try {
      return List.of(JSON.readValue(json, String[].class));
    } catch (JsonProcessingException | NullPointerException e) {
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE, "The safetensors file lists its rows unreadably.", e);
    }
  }
}

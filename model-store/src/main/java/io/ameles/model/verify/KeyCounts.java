package io.ameles.model.verify;

import io.ameles.model.AmelesException;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.version.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The state of the learner counting-bottleneck, counted one example after the other, and its
 * digest. Knows neither the learner nor its codebook.
 */
final class KeyCounts implements Recomputation {
  private final String learner;
  private final FrozenKeys keys;
  private final Map<byte[], Counts> counts = new TreeMap<>(Arrays::compareUnsigned);

  private static final class Counts {
    private final long[] atPairs;
    private long examples;

    Counts(int pairs) {
      this.atPairs = new long[pairs];
    }
  }

  private KeyCounts(String learner, FrozenKeys keys) {
    this.learner = learner;
    this.keys = keys;
  }

  /**
   * Empty if the settings cannot be used, or if the keys were fitted to a bootstrap set and the
   * file is not where the settings say, or is another one.
   */
  static Optional<Recomputation> of(Manifest.Learner learner, Manifest.Intake intake) {
    try {
      Map<String, String> settings = learner.settings();
      FrozenKeys keys = new FrozenKeys(settings, intake);
      if (FrozenKeys.text(settings, "keys").equals("bootstrap")) {
        List<int[]> rows = new ArrayList<>();
        PublicEmbeddings.read(settings, intake).forEach(each -> rows.add(keys.project(each)));
        new RefittedKeys(keys, rows).fit();
      } else {
        keys.drawKeys();
      }
      return Optional.of(new KeyCounts(learner.name(), keys));
    } catch (IOException | IllegalArgumentException | ArithmeticException | AmelesException e) {
      return Optional.empty();
    }
  }

  @Override
  public void add(String label, QuantizedVector vector) {
    Counts ofLabel =
        counts.computeIfAbsent(
            label.getBytes(StandardCharsets.UTF_8),
            unused -> new Counts(keys.heads * keys.perHead));
    ofLabel.examples++;
    int[] projected = keys.project(vector);
    for (int head = 0; head < keys.heads; head++) {
      ofLabel.atPairs[keys.nearest(projected, head)]++;
    }
  }

  @Override
  public String digest() {
    MessageDigest sha256 = sha256();
    sha256.update(("ameles-state-1\n" + learner + "\n").getBytes(StandardCharsets.UTF_8));
    counts.forEach(
        (label, ofLabel) -> {
          ByteBuffer bytes =
              ByteBuffer.allocate(
                  2 * Integer.BYTES + label.length + Long.BYTES * (1 + ofLabel.atPairs.length));
          bytes.putInt(label.length).put(label).putLong(ofLabel.examples);
          bytes.putInt(ofLabel.atPairs.length);
          for (long at : ofLabel.atPairs) {
            bytes.putLong(at);
          }
          sha256.update(bytes.array());
        });
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

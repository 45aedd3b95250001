package io.ameles.model.learn.bottleneck;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Normalization;
import io.ameles.model.embed.codebook.BootstrapSet;
import io.ameles.model.embed.codebook.Codebook;
import io.ameles.model.embed.codebook.CodebookShape;
import io.ameles.model.learn.SettingsReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of a codebook and makes it. Keys are fitted here, once, where the
 * configuration is read; the learner carries them to wherever it runs. Digests of file and keys
 * join the settings; where they are given, they must be met.
 */
final class CodebookSettings {
  private static final String BOOTSTRAP = "bootstrap";

  private CodebookSettings() {}

  /**
   * @param settings read from, with problems noted
   * @param defaults of the size
   * @return of no use if there are problems
   */
  static Codebook read(SettingsReader settings, EmbeddingSpace space, CodebookShape defaults) {
    CodebookShape shape =
        new CodebookShape(
            settings.integer("heads", defaults.heads(), 1, CodebookShape.MAX_HEADS),
            settings.integer("keys-per-head", defaults.keys(), 1, CodebookShape.MAX_KEYS),
            settings.integer(
                "key-dimension", defaults.keyDimension(), 1, CodebookShape.MAX_KEY_DIMENSION));
    long seed = settings.seed("seed");
    double length = settings.number("length", 1, 1e-6, 1e9);
    KeyOrigin origin = settings.choice("keys", KeyOrigin.SEEDED);
    BootstrapSet examples = bootstrap(settings, space, origin);
    Codebook codebook =
        examples == null
            ? Codebook.seeded(space, shape, seed, length)
            : Codebook.fitted(space, shape, seed, length, examples, TensorDevice.CPU);
    pin(settings, "keys-sha256", codebook.keysSha256());
    return codebook;
  }

  private static @Nullable BootstrapSet bootstrap(
      SettingsReader settings, EmbeddingSpace space, KeyOrigin origin) {
    String path = settings.text(BOOTSTRAP, "");
    Normalization normalization = settings.choice("bootstrap-normalize", Normalization.L2);
    BootstrapSet examples = null;
    if (origin == KeyOrigin.SEEDED && !path.isEmpty()) {
      settings.problem(BOOTSTRAP, "left out with keys: seeded");
    }
    if (origin == KeyOrigin.BOOTSTRAP) {
      try {
        examples = BootstrapSet.read(Path.of(path), space, normalization);
      } catch (IOException | IllegalArgumentException e) {
        settings.problem(
            BOOTSTRAP,
            "the path of a safetensors file with metadata name and a float32 tensor embeddings [rows, %d] (%s)"
                .formatted(space.dimension(), e.getMessage()));
      }
    }
    pin(settings, "bootstrap-name", examples == null ? "" : examples.name());
    pin(settings, "bootstrap-sha256", examples == null ? "" : examples.sha256());
    return examples;
  }

  private static void pin(SettingsReader settings, String key, String actual) {
    if (!settings.text(key, actual).equals(actual)) {
      settings.problem(key, actual.isEmpty() ? "left out" : "what it is: " + actual);
    }
  }
}

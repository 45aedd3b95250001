package io.ameles.model.learn.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.catalog.LearnerCatalog;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.learn.Learner;
import io.ameles.model.tensor.Safetensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodebookSettingsTest {
  private static final EmbeddingSpace SPACE = new EmbeddingSpace(2, 0x1p-14);

  @TempDir Path folder;
  private final Map<String, String> settings =
      new TreeMap<>(Map.of("heads", "2", "keys-per-head", "3", "key-dimension", "1"));

  @BeforeEach
  void writeBootstrapSet() throws Exception {
    Safetensors file = new Safetensors().put("name", "points");
    file.put("embeddings", new float[] {1, 0, 0, 1, 1, 1}, 3, 2);
    Files.write(folder.resolve("points"), file.toBytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"counting-bottleneck", "bottleneck"})
  void settingsNameEveryDefault(String type) {
    Learner learner = LearnerCatalog.build("x", Map.of("type", type), SPACE);
    assertThat(learner.settings().values())
        .containsEntry("heads", "256")
        .containsEntry("keys-per-head", "64")
        .containsEntry("key-dimension", "8")
        .containsEntry("seed", "1")
        .containsEntry("length", "1.0")
        .containsEntry("keys", "seeded")
        .containsEntry("bootstrap", "")
        .containsEntry("bootstrap-sha256", "")
        .containsEntry(
            "keys-sha256", "6d8a1871ea364722d3141de86a4eefcbd787eda4069e3906ca4b19424ddabc22");
    assertThat(LearnerCatalog.build("x", withType(learner), SPACE).settings())
        .isEqualTo(learner.settings());
  }

  @Test
  void bootstrapSetIsNamedByItsDigest() {
    settings.put("keys", "bootstrap");
    settings.put("bootstrap", folder.resolve("points").toString());
    Learner learner = build();
    assertThat(learner.settings().values()).containsEntry("bootstrap-name", "points");
    assertThat(learner.settings().values().get("bootstrap-sha256")).hasSize(64);
    // All that came out can be put in again, as a pin.
    assertThat(LearnerCatalog.build("x", withType(learner), SPACE).settings())
        .isEqualTo(learner.settings());
    settings.put("bootstrap-sha256", "00");
    assertRefused("learners.x.bootstrap-sha256");
  }

  @Test
  void keysThatAreNotThoseExpectedAreRefused() {
    settings.put("keys-sha256", "00");
    assertRefused("learners.x.keys-sha256");
  }

  @Test
  void bootstrapSetThatIsNotThereOrNotUsedIsRefused() {
    settings.put("bootstrap", "nowhere");
    assertRefused("must be left out with keys: seeded");
    settings.put("keys", "bootstrap");
    assertRefused("learners.x.bootstrap: is nowhere");
    settings.put("bootstrap", "\0");
    assertRefused("learners.x.bootstrap");
    settings.remove("bootstrap");
    assertRefused("learners.x.bootstrap: is nothing");
  }

  private Learner build() {
    settings.put("type", "counting-bottleneck");
    return LearnerCatalog.build("x", settings, SPACE);
  }

  private static Map<String, String> withType(Learner learner) {
    Map<String, String> all = new TreeMap<>(learner.settings().values());
    all.put("type", learner.settings().type());
    return all;
  }

  private void assertRefused(String message) {
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(this::build)
        .withMessageContaining(message);
  }
}

package io.ameles.model.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.Fixtures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  private static final Manifest MANIFEST = manifest();

  @Test
  void readsWhatItWrote() {
    assertThat(Manifest.parse(MANIFEST.toJson(), "here")).isEqualTo(MANIFEST);
    Manifest first = Fixtures.manifest(1);
    assertThat(Manifest.parse(first.toJson(), "here")).isEqualTo(first);
    assertThat(first.parent()).isNull();
  }

  @Test
  void everyTruncationIsRefused() {
    String json = MANIFEST.toJson().strip();
    for (int length = 0; length < json.length(); length++) {
      assertCorrupt(json.substring(0, length));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "1", "{\"format\":1,\"else\":2}", "{\"format\":2}"})
  void whatIsNoManifestIsRefused(String json) {
    assertCorrupt(json);
  }

  @Test
  void learnersAreFoundByName() {
    assertThat(MANIFEST.learner("nearest-mean").labels()).isEqualTo(3);
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> MANIFEST.learner("ridge"))
        .withMessageContaining("nearest-mean")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void accountingAddsUpByPartsAndKnowsItsBalance() {
    Manifest.Accounting one = new Manifest.Accounting(10, 4, 3, 2, 1, 5, 6, 7);
    assertThat(one.plus(one)).isEqualTo(new Manifest.Accounting(20, 8, 6, 4, 2, 10, 12, 14));
    assertThat(one.plus(Manifest.Accounting.NONE)).isEqualTo(one);
    assertThat(one.balanced()).isTrue();
    assertThat(new Manifest.Accounting(10, 4, 3, 2, 0, 1, 0, 0).balanced()).isFalse();
  }

  private static void assertCorrupt(String json) {
    assertThatExceptionOfType(AmelesException.class)
        .as(json)
        .isThrownBy(() -> Manifest.parse(json, "here"))
        .withMessageContaining("here")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE));
  }

  private static Manifest manifest() {
    Manifest plain = Fixtures.manifest(9);
    return new Manifest(
        plain.format(),
        "m\u00e4\"\\",
        plain.epoch(),
        plain.parent(),
        plain.createdAt(),
        plain.software(),
        plain.intake(),
        "digests",
        Fixtures.time(1).toString(),
        8L,
        new TreeMap<>(Map.of("labeled-events", new TreeMap<>(Map.of(0, 5L, 11, Long.MAX_VALUE)))),
        3,
        new Manifest.Accounting(10, 4, 3, 2, 1, 5, 6, 7),
        List.of(
            new Manifest.Learner(
                "nearest-mean",
                "nearest-mean",
                new TreeMap<>(Map.of("setting", "1")),
                true,
                "mean.safetensors",
                "aa",
                "bb",
                3,
                new TreeMap<>(Map.of("condition", 12.5)))));
  }
}

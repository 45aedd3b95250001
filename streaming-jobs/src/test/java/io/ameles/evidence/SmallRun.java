package io.ameles.evidence;

import io.ameles.demo.dataset.ClassIncrementalStream;
import io.ameles.demo.dataset.Dataset;
import io.ameles.demo.dataset.GeneratedDataset;
import io.ameles.demo.dataset.StreamSettings;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.evidence.Evidence;
import io.ameles.model.evidence.Selection;
import io.ameles.model.learn.mean.NearestMean;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A run that takes no time. */
final class SmallRun {
  static final int EXAMPLES = 300;

  private static final Dataset DATASET =
      new GeneratedDataset(1, EXAMPLES, 120, 8, 6, 0.5, 0).generate();

  private SmallRun() {}

  /** Four tasks of two labels. */
  static ClassIncrementalStream stream(long seed) {
    return ClassIncrementalStream.of(
        DATASET,
        new StreamSettings(
            seed, 4, 10, EXAMPLES, Instant.parse("2026-01-01T00:00:00Z"), Duration.ofMillis(1)));
  }

  static List<Evidence> run(Selection... selections) {
    return new EvidenceRun(
            new EvidenceSettings(List.of(selections), 20, 16, TensorDevice.CPU, false),
            List.of(NearestMean.of(EvidenceRun.space(DATASET.dimension()))),
            SmallRun::stream)
        .run(List.of(1L, 2L), evidence -> {});
  }

  static EvidenceReport report(List<Evidence> results) {
    return new EvidenceReport(
        "ameles test", "generated", List.of(1L, 2L), 16, "cpu", results, Summary.of(results));
  }
}

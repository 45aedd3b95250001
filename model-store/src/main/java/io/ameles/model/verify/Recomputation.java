package io.ameles.model.verify;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.version.Manifest;
import java.util.Optional;

/**
 * The state of one additive learner, added up one live example after the other, and its digest;
 * written out from the specification in docs/formats.md, not from the learner.
 */
interface Recomputation {
  /** Adds one live example. */
  void add(String label, QuantizedVector vector);

  /** SHA-256 of the canonical form, in lower-case hexadecimal. */
  String digest();

  /** For a learner of a version; empty if the audit does not know how. */
  static Optional<Recomputation> of(Manifest.Learner learner, Manifest.Intake intake) {
    return switch (learner.type()) {
      case "nearest-mean" -> Optional.of(new LabelSums(learner.name(), intake.dimension()));
      case "ridge" -> Optional.of(RidgeSums.of(learner, intake));
      case "counting-bottleneck" -> KeyCounts.of(learner, intake);
      default -> Optional.empty();
    };
  }
}

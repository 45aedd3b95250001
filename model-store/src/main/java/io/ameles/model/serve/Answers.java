package io.ameles.model.serve;

import io.ameles.model.version.Manifest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answers to a batch of questions, all from one version.
 *
 * @param version the published version that was asked; null if there is none yet, or none that can
 *     be read, and then all answers are refusals
 * @param answers one per question, in their order
 */
public record Answers(@Nullable Manifest version, List<Answer> answers) {
  /** Copies the list. */
  public Answers {
    answers = List.copyOf(answers);
  }

  /** The version's epoch; 0 if there is none. */
  public long epoch() {
    return version == null ? 0 : version.epoch();
  }
}

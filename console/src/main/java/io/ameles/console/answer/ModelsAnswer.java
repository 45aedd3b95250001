package io.ameles.console.answer;

import io.ameles.model.version.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The published versions.
 *
 * @param model whose they are
 * @param current epoch of the current one; null before the first
 * @param total how many there are
 * @param versions the newest first
 */
public record ModelsAnswer(
    String model, @Nullable Long current, int total, List<OfVersion> versions) {
  /**
   * One version.
   *
   * @param epoch the checkpoint that it is a cut of
   * @param createdAt when it was made
   * @param liveExamples how many examples it is made of
   * @param cleanSince newest epoch in which anything was removed; null if nothing was
   * @param learners its parts
   */
  public record OfVersion(
      long epoch,
      String createdAt,
      long liveExamples,
      @Nullable Long cleanSince,
      List<OfLearner> learners) {}

  /**
   * One learner's part.
   *
   * @param name the learner's
   * @param type which algorithm
   * @param stateDigest of its state, hexadecimal
   * @param bytes of its file
   */
  public record OfLearner(String name, String type, String stateDigest, long bytes) {}

  /**
   * @param current epoch of the current version; null before the first
   * @param limit how many versions at most
   */
  public static ModelsAnswer of(
      String model, @Nullable Long current, VersionBook versions, int limit) {
    List<Long> epochs = new ArrayList<>();
    versions.epochs().forEach(epochs::add);
    Collections.reverse(epochs);
    List<OfVersion> newest = new ArrayList<>();
    for (long epoch : epochs.subList(0, Math.min(limit, epochs.size()))) {
      versions.version(epoch).map(ModelsAnswer::ofVersion).ifPresent(newest::add);
    }
    return new ModelsAnswer(model, current, epochs.size(), newest);
  }

  private static OfVersion ofVersion(VersionBook.Version version) {
    Manifest manifest = version.manifest();
    return new OfVersion(
        manifest.epoch(),
        manifest.createdAt(),
        manifest.liveExamples(),
        manifest.cleanSince(),
        manifest.learners().stream()
            .map(
                learner ->
                    new OfLearner(
                        learner.name(),
                        learner.type(),
                        learner.stateDigest(),
                        version.bytes().getOrDefault(learner.name(), -1L)))
            .toList());
  }
}

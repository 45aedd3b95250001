package io.ameles.model.serve;

import io.ameles.model.Fixtures;
import io.ameles.model.head.LinearHead;
import io.ameles.model.learn.LearnerSettings;
import io.ameles.model.learn.Solution;
import io.ameles.model.version.Draft;
import io.ameles.model.version.LearnerSnapshot;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Published versions with two learners, {@code first} and {@code second}. Version N knows the
 * labels {@code eN-l0} and so on, as many as the dimension, and finds the one of the largest
 * feature the likeliest; so an answer shows from which version it came.
 */
final class ServedVersions {
  private final VersionStore store;

  ServedVersions(Path root) {
    this.store = new VersionStore(root, "m");
  }

  VersionStore store() {
    return store;
  }

  void publish(long epoch) {
    publish(epoch, null, null);
  }

  void publish(long epoch, @Nullable Long cleanSince, Manifest.@Nullable Encoder encoder) {
    Manifest base = Fixtures.manifest(epoch, cleanSince);
    Manifest.Intake intake = base.intake();
    Manifest manifest =
        new Manifest(
            base.format(),
            base.model(),
            epoch,
            base.parent(),
            base.createdAt(),
            base.software(),
            new Manifest.Intake(
                intake.dimension(),
                intake.normalize(),
                intake.stepExponent(),
                intake.maxEventBytes(),
                intake.maxFutureMillis(),
                encoder),
            base.ledger(),
            null,
            cleanSince,
            base.offsets(),
            0,
            base.accounting(),
            List.of());
    store.publish(
        store.stage(
            new Draft(manifest, List.of(snapshot("first", epoch), snapshot("second", epoch)))));
  }

  private static LearnerSnapshot snapshot(String learner, long epoch) {
    int dimension = Fixtures.DIMENSION;
    float[] identity = new float[dimension * dimension];
    IntStream.range(0, dimension).forEach(i -> identity[i * dimension + i] = 1);
    float[] biases = new float[dimension];
    Arrays.fill(biases, learner.equals("first") ? 0 : 10);
    List<String> labels = IntStream.range(0, dimension).mapToObj(i -> label(epoch, i)).toList();
    return LearnerSnapshot.sequential(
        new LearnerSettings(learner, "test", LearnerSettings.of("test").values()),
        Solution.of(LinearHead.of(labels, dimension, identity, biases)));
  }

  static String label(long epoch, int i) {
    return "e%06d-l%d".formatted(epoch, i);
  }
}

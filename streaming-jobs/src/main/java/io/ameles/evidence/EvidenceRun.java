package io.ameles.evidence;

import io.ameles.demo.dataset.ClassIncrementalStream;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.evidence.Course;
import io.ameles.model.evidence.Evidence;
import io.ameles.model.evidence.Removal;
import io.ameles.model.evidence.RemovalChoice;
import io.ameles.model.evidence.Trial;
import io.ameles.model.learn.Learner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Puts learners to the test, on a stream of its own per seed. */
public final class EvidenceRun {
  private final EvidenceSettings settings;
  private final List<Learner> learners;
  private final LongFunction<ClassIncrementalStream> streams;

  /**
   * @param learners to be tested, in this order
   * @param streams by seed
   */
  public EvidenceRun(
      EvidenceSettings settings,
      List<Learner> learners,
      LongFunction<ClassIncrementalStream> streams) {
    this.settings = settings;
    this.learners = List.copyOf(learners);
    this.streams = streams;
  }

  /** The space of a data set's embeddings, which learners must be made for. */
  public static EmbeddingSpace space(int dimension) {
    return EvidenceCourse.space(dimension);
  }

  /**
   * Measures everything.
   *
   * @param seeds at least one
   * @param progress told of every request as soon as it has been measured
   * @return by learner, then by seed, then by selection
   */
  public List<Evidence> run(List<Long> seeds, Consumer<Evidence> progress) {
    List<List<Evidence>> byLearner = new ArrayList<>();
    learners.forEach(learner -> byLearner.add(new ArrayList<>()));
    for (long seed : seeds) {
      Course course = EvidenceCourse.of(streams.apply(seed), settings.batch());
      List<Removal> removals = removals(new RemovalChoice(course, seed));
      Trial trial = new Trial(course, seed, settings.device(), settings.unsupportedToo());
      for (int i = 0; i < learners.size(); i++) {
        byLearner.get(i).addAll(trial.examine(learners.get(i), removals, progress));
      }
    }
    return byLearner.stream().flatMap(List::stream).toList();
  }

  private List<Removal> removals(RemovalChoice choice) {
    return settings.selections().stream()
        .flatMap(selection -> choice.choose(selection, settings.examples()).stream())
        .toList();
  }
}

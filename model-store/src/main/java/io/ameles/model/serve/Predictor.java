package io.ameles.model.serve;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions from the newest published version of a model. All answers of a batch come from
 * one version, and no batch is answered by an older version than the one before it. What comes out
 * for a question is the same to the last bit whatever is asked beside it.
 *
 * <p>Whoever owns it calls {@link #follow} every now and then, from a thread of its own: a newer
 * version is opened there, and answers only when it is ready, so that no question waits for it. The
 * older version is closed when the last batch that uses it is answered.
 *
 * <p>Thread-safe; one batch at a time.
 */
public final class Predictor implements AutoCloseable {
  private final PublishedModel model;
  private final Pictures pictures;
  private final @Nullable String learner;

  /** Opens nothing yet. */
  public Predictor(VersionStore store, TensorDevice device, ServeSettings settings) {
    this.model = new PublishedModel(store, device);
    this.pictures = new Pictures(settings.encoder(), device);
    this.learner = settings.learner();
  }

  /**
   * Looks for a newer version, and makes it answer from now on. Never throws: what keeps a newer
   * version from answering is its {@link #problem}, and the one before goes on.
   */
  public void follow() {
    model.follow();
  }

  /** The version that answers now; empty before the first. */
  public Optional<Manifest> version() {
    OpenVersion version = model.use();
    if (version == null) {
      return Optional.empty();
    }
    version.release();
    return Optional.of(version.manifest());
  }

  /** What keeps it from the newest version; empty if nothing does. */
  public Optional<AmelesException> problem() {
    return Optional.ofNullable(model.problem());
  }

  /** Answers a batch. Never throws because of a question, a file or the engine. */
  public synchronized Answers predict(List<Question> questions) {
    OpenVersion version = ready(questions);
    if (version == null) {
      Answer refusal = refusal(model.problem());
      return new Answers(null, questions.stream().map(question -> refusal).toList());
    }
    try {
      QuestionBatch batch = new QuestionBatch(version, asked(version, null), questions);
      return new Answers(version.manifest(), batch.answer(pictures));
    } finally {
      version.release();
    }
  }

  /**
   * A version in which every learner that is asked is open, or cannot be opened in any that there
   * is.
   */
  private @Nullable OpenVersion ready(Collection<Question> questions) {
    OpenVersion version = model.use();
    if (version == null) {
      model.follow();
      version = model.use();
    }
    while (version != null && wasDeleted(version, questions)) {
      long epoch = version.epoch();
      version.release();
      model.followNow();
      version = model.use();
      if (version != null && version.epoch() == epoch) {
        return version;
      }
    }
    return version;
  }

  /** A version that was deleted before all of its learners were open has a successor. */
  private boolean wasDeleted(OpenVersion version, Collection<Question> questions) {
    return questions.stream()
        .map(question -> asked(version, question.learner()))
        .distinct()
        .filter(version::has)
        .anyMatch(name -> isGone(version, name));
  }

  private static boolean isGone(OpenVersion version, String learner) {
    try {
      version.open(learner);
      return false;
    } catch (AmelesException e) {
      return e.code() == ErrorCode.NOT_FOUND;
    } catch (RuntimeException e) { // of the engine
      return false; // the answer will say so
    }
  }

  private String asked(OpenVersion version, @Nullable String name) {
    if (name != null) {
      return name;
    }
    if (learner != null) {
      return learner;
    }
    return version.manifest().learners().stream()
        .findFirst()
        .map(Manifest.Learner::name)
        .orElse("");
  }

  private static Answer refusal(@Nullable AmelesException problem) {
    return problem == null
        ? new Answer.Refused(
            null,
            PredictionCode.NO_VERSION,
            "No version of the model was published yet; ask again later.")
        : new Answer.Refused(
            null,
            PredictionCode.UNAVAILABLE,
            "The model's version cannot be read just now; look into the service's log.");
  }

  @Override
  public synchronized void close() {
    model.close();
    pictures.close();
  }
}

package io.ameles.client;

import io.ameles.model.serve.Answers;
import io.ameles.model.serve.Predictor;
import io.ameles.model.serve.Question;
import io.ameles.model.version.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions and says which deletions the answers reflect. Keeps a thread that looks for
 * newer versions and another that asks the broker, so that no question waits for either.
 *
 * <p>Thread-safe; one batch at a time.
 */
public final class PredictionDesk implements AutoCloseable {
  private static final Duration FOLLOW_EVERY = Duration.ofMillis(50);
  private static final Duration REFRESH_EVERY = Duration.ofMillis(250);

  private final Predictor predictor;
  private final @Nullable DeletionWatermark watermark;
  private final ScheduledExecutorService follower;
  private final @Nullable ScheduledExecutorService refresher;

  /**
   * What came of a batch.
   *
   * @param answers one per question, all from one version
   * @param deletionWatermark every deletion whose record has a Kafka timestamp before this instant
   *     is reflected in the version, or was answered otherwise in a receipt; null if it is not
   *     known
   */
  public record Reply(Answers answers, @Nullable Instant deletionWatermark) {}

  /**
   * @param predictor closed with this
   * @param watermark closed with this; null: replies say none
   */
  public PredictionDesk(Predictor predictor, @Nullable DeletionWatermark watermark) {
    this.predictor = predictor;
    this.watermark = watermark;
    this.follower = every(FOLLOW_EVERY, "ameles-follow-versions", predictor::follow);
    this.refresher =
        watermark == null
            ? null
            : every(REFRESH_EVERY, "ameles-deletion-watermark", watermark::refresh);
  }

  private static ScheduledExecutorService every(Duration pause, String name, Runnable work) {
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(
            1,
            runnable -> {
              Thread daemon = new Thread(runnable, name);
              daemon.setDaemon(true);
              return daemon;
            });
    var unused = thread.scheduleWithFixedDelay(work, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    return thread;
  }

  /** Answers a batch. Never throws because of a question, a file, the engine or the broker. */
  public Reply answer(List<Question> questions) {
    Answers answers = predictor.predict(questions);
    Manifest version = answers.version();
    return new Reply(
        answers, version == null || watermark == null ? null : watermark.of(version).orElse(null));
  }

  /** What answers; for its version and its problems. */
  public Predictor predictor() {
    return predictor;
  }

  /** What knows the watermark, for its problems; empty if there is none. */
  public Optional<DeletionWatermark> watermark() {
    return Optional.ofNullable(watermark);
  }

  @Override
  public void close() {
    follower.shutdown();
    if (refresher != null) {
      refresher.shutdown();
    }
    try (watermark) {
      predictor.close();
    }
  }
}

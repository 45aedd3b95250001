package io.ameles.embedded;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.version.VersionStore;
import io.ameles.stream.job.JobSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Starts a job where it left off: from its newest retained checkpoint, or afresh if there is
 * neither a checkpoint nor a version.
 */
public final class LocalService {
  private LocalService() {}

  /**
   * Starts the job, and sees to it that no other process on this machine runs one of the same
   * model.
   *
   * @throws AmelesException with {@link ErrorCode#VERSION_CONFLICT} if versions are there and no
   *     checkpoint is: starting afresh would number its versions like the ones that are there; with
   *     {@link ErrorCode#STORAGE} if another process runs the model
   */
  public static EmbeddedFlink start(JobSettings settings) {
    VersionStore store = new VersionStore(settings.modelStore(), settings.model());
    DirectoryLock lock = DirectoryLock.acquire(store.folder(), "job of this model");
    try {
      Optional<Path> checkpoint = RetainedCheckpoints.newest(settings.checkpoints());
      requireContinuation(settings, store, checkpoint);
      checkpoint.ifPresent(
          newest -> RetainedCheckpoints.discardOlder(settings.checkpoints(), newest));
      return EmbeddedFlink.start(settings, checkpoint, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void requireContinuation(
      JobSettings settings, VersionStore store, Optional<Path> checkpoint) {
    if (checkpoint.isEmpty() && !store.epochs().isEmpty()) {
      throw new AmelesException(
          ErrorCode.VERSION_CONFLICT,
          "%s holds versions of model %s, but %s holds no checkpoint to continue from. Bring the checkpoints back, or begin a new model with a name, topics for its output and a model store of its own."
              .formatted(settings.modelStore(), settings.model(), settings.checkpoints()));
    }
  }
}

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
   * @throws AmelesException with {@link ErrorCode#VERSION_CONFLICT} if versions are there and no
   *     checkpoint is: starting afresh would number its versions like the ones that are there
   */
  public static EmbeddedFlink start(JobSettings settings) {
    Optional<Path> checkpoint = RetainedCheckpoints.newest(settings.checkpoints());
    VersionStore store = new VersionStore(settings.modelStore(), settings.model());
    if (checkpoint.isEmpty() && !store.epochs().isEmpty()) {
      throw new AmelesException(
          ErrorCode.VERSION_CONFLICT,
          "%s holds versions of model %s, but %s holds no checkpoint to continue from. Bring the checkpoints back, or choose another model name or an empty model store."
              .formatted(settings.modelStore(), settings.model(), settings.checkpoints()));
    }
    return EmbeddedFlink.start(settings, checkpoint);
  }
}

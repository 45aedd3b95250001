package io.ameles.stream.admit;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import java.nio.file.Path;

/**
 * {@link LiveExamples} by the manifest of the version that is current in the model store.
 *
 * @param folder of the model store
 * @param model the model's name
 */
public record PublishedExamples(String folder, String model) implements LiveExamples {
  private static final long serialVersionUID = 1L;
  private static final int ATTEMPTS = 5;

  /** Of a model store. */
  public static PublishedExamples in(Path folder, String model) {
    return new PublishedExamples(folder.toString(), model);
  }

  /**
   * @throws AmelesException if the store cannot be read
   */
  @Override
  public long count() {
    for (int attempt = 1; ; attempt++) {
      try {
        VersionStore store = new VersionStore(Path.of(folder), model);
        return store.current().map(Manifest::liveExamples).orElse(0L);
      } catch (AmelesException e) {
        // A newer version may have pushed the current one out while it was looked up.
        if (e.code() != ErrorCode.NOT_FOUND || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}

package io.ameles.model.verify.receipt;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How receipts are to be verified.
 *
 * @param folder what was exported
 * @param excerpt whether receipts may be missing between others
 * @param trust a JSON Web Key set with the public keys that may sign; null: the one in the folder,
 *     which shows only that everything was signed by the same hand
 * @param modelStore a model store, a model in it or one version, to compare digests with; null:
 *     none
 * @param earlier a folder that was verified before, which this one must continue; null: none
 */
public record VerificationSettings(
    Path folder,
    boolean excerpt,
    @Nullable Path trust,
    @Nullable Path modelStore,
    @Nullable Path earlier) {
  /** Everything there is, by the folder's own keys. */
  public static VerificationSettings of(Path folder) {
    return new VerificationSettings(folder, false, null, null, null);
  }
}

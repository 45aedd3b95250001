package io.ameles.demo.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder with one sub-folder per data set, or the knowledge that there is none.
 *
 * <p>A folder that was named must exist when a data set is looked for; a default may be missing.
 */
public final class DataFolder {

  /** The environment variable that names the folder. */
  public static final String VARIABLE = "AMELES_DATA";

  private static final String DEFAULT = "../shared/data";

  private final @Nullable Path root;

  private DataFolder(@Nullable Path root) {
    this.root = root;
  }

  public static DataFolder at(Path root) {
    return new DataFolder(root);
  }

  public static DataFolder none() {
    return new DataFolder(null);
  }

  /**
   * The folder that {@value #VARIABLE} names or, where that is unset or blank, {@code
   * ../shared/data} if it exists.
   *
   * @param workingDirectory what relative paths are relative to
   */
  public static DataFolder fromEnvironment(Map<String, String> environment, Path workingDirectory) {
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isBlank()) {
      return at(workingDirectory.resolve(named).normalize());
    }
    Path usual = workingDirectory.resolve(DEFAULT).normalize();
    return Files.isDirectory(usual) ? at(usual) : none();
  }

  public Optional<Path> root() {
    return Optional.ofNullable(root);
  }

  /**
   * The sub-folder of this name, or empty where it is missing.
   *
   * @throws DatasetNotFoundException when the folder itself is missing though it was named
   */
  Optional<Path> find(String name) {
    if (root == null) {
      return Optional.empty();
    }
    if (!Files.isDirectory(root)) {
      throw new DatasetNotFoundException(
          "The data folder %s is not a directory: correct %s, or unset it"
              .formatted(root, VARIABLE));
    }
    return Optional.of(root.resolve(name)).filter(Files::isDirectory);
  }

  @Override
  public String toString() {
    return root == null ? "no data folder" : root.toString();
  }
}

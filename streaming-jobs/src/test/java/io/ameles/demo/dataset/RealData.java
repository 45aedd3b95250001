package io.ameles.demo.dataset;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder with the real data sets, for tests that need them. */
public final class RealData {
  private static final String MISSING =
      "no data folder: name it in " + DataFolder.VARIABLE + " (see docs/operations.md)";

  private RealData() {}

  /**
   * The folder of the environment, or the default seen from the module or from the project. Without
   * one the test is skipped, but where {@code CI} is set it fails: there the data must be.
   */
  public static Path folder() {
    Path module = Path.of("").toAbsolutePath();
    Optional<Path> root =
        Stream.of(module, module.resolve(".."))
            .map(directory -> DataFolder.fromEnvironment(System.getenv(), directory).root())
            .flatMap(Optional::stream)
            .findFirst();
    if (root.isEmpty() && "true".equals(System.getenv("CI"))) {
      fail(MISSING);
    }
    return root.map(Path::normalize).orElseGet(() -> abort(MISSING));
  }
}

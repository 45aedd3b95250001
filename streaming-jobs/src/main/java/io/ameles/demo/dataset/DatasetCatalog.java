package io.ameles.demo.dataset;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data sets by name, and where each is got from. Loads anew on every call. */
public final class DatasetCatalog {

  /** The environment variable that names the cache directory for downloads. */
  public static final String CACHE_VARIABLE = "AMELES_CACHE";

  private static final Logger LOG = LoggerFactory.getLogger(DatasetCatalog.class);

  private static final long PERMUTATION_SEED = 1;

  private static final Path DEFAULT_CACHE = Path.of(".cache", "ameles");

  private final DataFolder folder;
  private final GeneratedDataset generated;
  private final FashionMnistDownload download;

  /**
   * @param cache the directory for downloads; made when something is downloaded
   */
  public DatasetCatalog(DataFolder folder, Path cache, GeneratedDataset generated) {
    this(
        folder,
        generated,
        FashionMnistDownload.published(cache.resolve(StoredDataset.FASHION_MNIST.title)));
  }

  DatasetCatalog(DataFolder folder, GeneratedDataset generated, FashionMnistDownload download) {
    this.folder = folder;
    this.generated = generated;
    this.download = download;
  }

  /**
   * The catalog over {@link DataFolder#fromEnvironment} and the cache directory that {@value
   * #CACHE_VARIABLE} names, or else {@code .cache/ameles} in the user's home.
   *
   * @param workingDirectory what relative paths are relative to
   */
  public static DatasetCatalog fromEnvironment(
      Map<String, String> environment,
      Path workingDirectory,
      Path userHome,
      GeneratedDataset generated) {
    return new DatasetCatalog(
        DataFolder.fromEnvironment(environment, workingDirectory),
        cache(environment, workingDirectory, userHome),
        generated);
  }

  static Path cache(Map<String, String> environment, Path workingDirectory, Path userHome) {
    String named = environment.getOrDefault(CACHE_VARIABLE, "");
    return named.isBlank() ? userHome.resolve(DEFAULT_CACHE) : workingDirectory.resolve(named);
  }

  /** What {@link #load} takes, the one that is always there first. */
  public static List<String> names() {
    return Stream.of(
            Stream.of(GeneratedDataset.NAME),
            Arrays.stream(StoredDataset.values()).map(stored -> stored.title),
            Stream.of(PermutedMnist.NAME))
        .flatMap(names -> names)
        .toList();
  }

  /**
   * The data set of this name, read (or made) now.
   *
   * @throws IllegalArgumentException when there is none of {@linkplain #names() this name}
   * @throws DatasetException when it cannot be had, or its files are damaged
   */
  public Dataset load(String name) {
    Dataset dataset =
        switch (name) {
          case GeneratedDataset.NAME -> generated.generate();
          case PermutedMnist.NAME -> PermutedMnist.of(read(StoredDataset.MNIST), PERMUTATION_SEED);
          default -> read(stored(name));
        };
    LOG.info(
        "Data set {}: {} train and {} test rows of {} features, {} labels",
        name,
        dataset.train().size(),
        dataset.test().size(),
        dataset.dimension(),
        dataset.labels().size());
    return dataset;
  }

  private Dataset read(StoredDataset stored) {
    Optional<Path> directory = folder.find(stored.folder);
    if (directory.isPresent()) {
      return stored.read(directory.get());
    }
    return switch (stored) {
      case FASHION_MNIST -> downloaded(stored);
      case CIFAR_100, MNIST -> throw new DatasetNotFoundException(wayToFolder(stored) + ".");
    };
  }

  private Dataset downloaded(StoredDataset stored) {
    try {
      return download.read();
    } catch (DatasetNotFoundException e) {
      throw new DatasetNotFoundException(
          "%s; or allow the %s, which failed: %s"
              .formatted(wayToFolder(stored), download.explain(), e.getMessage()),
          e);
    }
  }

  private String wayToFolder(StoredDataset stored) {
    return "Data set %s not found (looked in: %s): set %s to a folder that holds %s/"
        .formatted(stored.title, folder, DataFolder.VARIABLE, stored.folder);
  }

  private static StoredDataset stored(String name) {
    return Arrays.stream(StoredDataset.values())
        .filter(stored -> stored.title.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no data set '%s'; there are %s".formatted(name, names())));
  }
}

package io.ameles.demo.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCatalogTest {

  private static final GeneratedDataset GENERATED = GeneratedDataset.defaults().withTrainRows(40);

  @TempDir Path directory;

  @Test
  void namesEveryDatasetTheBuiltInOneFirst() {
    assertThat(DatasetCatalog.names())
        .containsExactly("generated", "cifar-100", "fashion-mnist", "mnist", "permuted-mnist");
  }

  @Test
  void generatedNeedsNoFolder() {
    Dataset dataset = unfed(DataFolder.at(directory.resolve("missing"))).load("generated");

    assertThat(dataset.name()).isEqualTo("generated");
    assertThat(dataset.train().size()).isEqualTo(40);
  }

  @Test
  void unknownNameIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> unfed(DataFolder.none()).load("imagenet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "There is no data set 'imagenet'; there are"
                + " [generated, cifar-100, fashion-mnist, mnist, permuted-mnist]");
  }

  @Test
  void withoutFolderTheMessageNamesTheVariable() {
    assertThatThrownBy(() -> unfed(DataFolder.none()).load("cifar-100"))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessage(
            "Data set cifar-100 not found (looked in: no data folder): set AMELES_DATA to a folder"
                + " that holds cifar-100-mobilenetv2/.");
  }

  @Test
  void folderWithoutTheDatasetIsNamed() {
    assertThatThrownBy(() -> unfed(DataFolder.at(directory)).load("mnist"))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("(looked in: " + directory + ")")
        .hasMessageContaining("AMELES_DATA");
  }

  @Test
  void fashionMnistNamesBothWays() throws IOException {
    URI nowhere;
    try (ServerSocket socket = new ServerSocket(0)) {
      nowhere = URI.create("http://localhost:" + socket.getLocalPort() + "/");
    }
    Path cache = directory.resolve("cache");
    DatasetCatalog catalog =
        new DatasetCatalog(
            DataFolder.none(),
            GENERATED,
            new FashionMnistDownload(nowhere, Map.of(), cache, Duration.ofMinutes(1)));

    assertThatThrownBy(() -> catalog.load("fashion-mnist"))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("set AMELES_DATA to a folder that holds fashion-mnist/")
        .hasMessageContaining(
            "or allow the download from %s into %s, which failed: ".formatted(nowhere, cache));
  }

  @Test
  void environmentSaysWhereToCacheAndElseHomeDoes() {
    Map<String, String> environment = Map.of("AMELES_CACHE", "here");
    Path home = directory.resolve("home");

    assertThat(DatasetCatalog.cache(environment, directory, home))
        .isEqualTo(directory.resolve("here"));
    assertThat(DatasetCatalog.cache(Map.of(), directory, home))
        .isEqualTo(home.resolve(".cache").resolve("ameles"));
  }

  @Test
  void environmentSaysWhereDataIs() {
    Path elsewhere = directory.resolve("elsewhere");
    DatasetCatalog catalog =
        DatasetCatalog.fromEnvironment(
            Map.of("AMELES_DATA", elsewhere.toString()), directory, directory, GENERATED);

    assertThatThrownBy(() -> catalog.load("mnist")).hasMessageContaining(elsewhere.toString());
  }

  /** A catalog that must not download anything, and could not. */
  private DatasetCatalog unfed(DataFolder folder) {
    return new DatasetCatalog(folder, directory.resolve("cache"), GENERATED);
  }
}

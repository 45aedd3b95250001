package io.ameles.demo.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir Path directory;

  private Path working;

  @BeforeEach
  void makeWorkingDirectory() throws IOException {
    working = Files.createDirectory(directory.resolve("working"));
  }

  @Test
  void environmentNamesTheFolder() {
    Path elsewhere = directory.resolve("elsewhere");

    Map<String, String> environment = Map.of("AMELES_DATA", elsewhere.toString());

    assertThat(DataFolder.fromEnvironment(environment, working).root()).contains(elsewhere);
  }

  @Test
  void relativeNameIsRelativeToTheWorkingDirectory() {
    assertThat(DataFolder.fromEnvironment(Map.of("AMELES_DATA", "../data"), working).root())
        .contains(directory.resolve("data"));
  }

  @Test
  void sharedDataIsTheDefaultWhereItExists() throws IOException {
    assertThat(DataFolder.fromEnvironment(Map.of(), working).root()).isEmpty();

    Path shared = Files.createDirectories(directory.resolve("shared").resolve("data"));

    assertThat(DataFolder.fromEnvironment(Map.of(), working).root()).contains(shared);
    assertThat(DataFolder.fromEnvironment(Map.of("AMELES_DATA", " "), working).root())
        .contains(shared);
  }

  @Test
  void findsASubFolder() throws IOException {
    Path mnist = Files.createDirectory(working.resolve("mnist"));

    assertThat(DataFolder.at(working).find("mnist")).contains(mnist);
    assertThat(DataFolder.at(working).find("cifar")).isEmpty();
    assertThat(DataFolder.none().find("mnist")).isEmpty();
  }

  @Test
  void namedFolderThatIsMissingIsAnError() {
    DataFolder folder = DataFolder.at(directory.resolve("typo"));

    assertThatThrownBy(() -> folder.find("mnist"))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("typo")
        .hasMessageContaining("AMELES_DATA");
  }
}

package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetainedCheckpointsTest {
  private static final String USED = "01234567-89ab-cdef-0123-456789abcdef";
  private static final String UNUSED = "fedcba98-7654-3210-fedc-ba9876543210";

  @TempDir private Path folder;

  @Test
  void whatTheNewestCheckpointRefersToStaysAndAllOtherStateGoes() throws Exception {
    write("run1/chk-3/_metadata", "");
    write("run1/chk-3/" + UNUSED, "");
    write("run1/shared/" + USED, "");
    write("run1/shared/" + UNUSED, "");
    write("run1/taskowned/" + UNUSED, "");
    write("run2/chk-4/" + UNUSED, "of a checkpoint that was never complete");
    Path newest =
        write("run2/chk-5/_metadata", "\0\0file:/x/run1/shared/" + USED + "\0").getParent();
    write("run2/shared/" + UNUSED, "");

    RetainedCheckpoints.discardOlder(folder, newest);

    assertThat(files()).containsExactly("run1/shared/" + USED, "run2/chk-5/_metadata");
  }

  @Test
  void whatIsNotRecognisedAsTheEnginesIsNotTouched() throws Exception {
    Path newest = write("run/chk-5/_metadata", "").getParent();
    write("run/shared/notes.txt", "");
    write("savepoint-1/_metadata", "");
    write("savepoint-1/" + UNUSED, "");

    RetainedCheckpoints.discardOlder(folder, newest);

    assertThat(files())
        .containsExactly(
            "run/chk-5/_metadata",
            "run/shared/notes.txt",
            "savepoint-1/_metadata",
            "savepoint-1/" + UNUSED);
  }

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}

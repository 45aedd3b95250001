package io.ameles.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for broker, checkpoints and versions, which may become large: it goes at the end. */
final class Scratch implements AutoCloseable {
  private final Path folder;

  Scratch() throws IOException {
    this.folder = Files.createTempDirectory("ameles-benchmark-");
  }

  Path folder() {
    return folder;
  }

  /** Deletes a part of it with all that is in there. */
  void drop(String name) throws IOException {
    delete(folder.resolve(name));
  }

  @Override
  public void close() throws IOException {
    delete(folder);
  }

  private static void delete(Path path) throws IOException {
    if (Files.notExists(path)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> found = Files.walk(path)) {
      deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : deepestFirst) {
      Files.deleteIfExists(one);
    }
  }
}

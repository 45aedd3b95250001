package io.ameles.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs {@link EmbeddedKafka} while the tests of a class run, and deletes its data afterwards. */
final class EmbeddedKafkaBinding implements KafkaBinding {

  private @Nullable EmbeddedKafka kafka;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    kafka = EmbeddedKafka.startIn(Files.createTempDirectory("ameles-kafka"), 0);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    EmbeddedKafka stopping = kafka;
    if (stopping != null) {
      stopping.close();
      deleteRecursively(stopping.directory());
    }
  }

  @Override
  public String bootstrapServers() {
    return broker().bootstrapServers();
  }

  /** The broker itself, for tests that stop and start it. */
  EmbeddedKafka broker() {
    return Objects.requireNonNull(kafka, "the broker is not started");
  }

  private static void deleteRecursively(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(directory)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}

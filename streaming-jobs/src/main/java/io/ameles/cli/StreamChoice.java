package io.ameles.cli;

import io.ameles.demo.dataset.ClassIncrementalStream;
import io.ameles.demo.dataset.DataFolder;
import io.ameles.demo.dataset.Dataset;
import io.ameles.demo.dataset.DatasetCatalog;
import io.ameles.demo.dataset.GeneratedDataset;
import io.ameles.demo.dataset.StreamSettings;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which examples are streamed. */
final class StreamChoice {
  private static final int TASKS = 10;
  private static final int SUBJECTS = 500;

  /** Examples occur one millisecond apart from here on: past, and the same in every run. */
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      defaultValue = "generated",
      description =
          "generated (built in), fashion-mnist, mnist, permuted-mnist or cifar-100 (files: see"
              + " docs/operations.md); default: ${DEFAULT-VALUE}.")
  private String dataset = "generated";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of the data sets' files; default: the one that AMELES_DATA names.")
  private @Nullable Path data;

  @Option(
      names = "--examples",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many examples to stream; default: all of the data set's.")
  private int examples;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "For everything that is random; default: ${DEFAULT-VALUE}.")
  private long seed;

  String dataset() {
    return dataset;
  }

  int examples() {
    return examples;
  }

  long seed() {
    return seed;
  }

  Dataset load() {
    if (!DatasetCatalog.names().contains(dataset)) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "--dataset: %s is not one of %s.".formatted(dataset, DatasetCatalog.names()));
    }
    GeneratedDataset generated = GeneratedDataset.defaults().withSeed(seed);
    if (examples > 0) {
      generated = generated.withTrainRows(examples);
    }
    return DatasetCatalog.fromEnvironment(
            environment(),
            Path.of("").toAbsolutePath(),
            Path.of(System.getProperty("user.home")),
            generated)
        .load(dataset);
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    if (data != null) {
      environment.put(DataFolder.VARIABLE, data.toString());
    }
    return environment;
  }

  /** The stream, in as many tasks as is usual. */
  ClassIncrementalStream stream(Dataset loaded) {
    return stream(loaded, Math.min(TASKS, loaded.labels().size()));
  }

  ClassIncrementalStream stream(Dataset loaded, int tasks) {
    return stream(loaded, tasks, seed, loaded.train().size());
  }

  /** Another stream of the same kind; {@code most} examples unless it was said how many. */
  ClassIncrementalStream stream(Dataset loaded, long anotherSeed, int most) {
    return stream(loaded, Math.min(TASKS, loaded.labels().size()), anotherSeed, most);
  }

  private ClassIncrementalStream stream(Dataset loaded, int tasks, long chosenSeed, int most) {
    int all = loaded.train().size();
    if (examples < 0 || examples > all) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "--examples: %s has %d, so it must be from 1 to that.".formatted(dataset, all));
    }
    return ClassIncrementalStream.of(
        loaded,
        new StreamSettings(
            chosenSeed,
            tasks,
            SUBJECTS,
            examples == 0 ? Math.min(most, all) : examples,
            START,
            Duration.ofMillis(1)));
  }
}

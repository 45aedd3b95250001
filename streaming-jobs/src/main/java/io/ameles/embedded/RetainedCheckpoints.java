package io.ameles.embedded;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.stream.seal.CheckpointReferences;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what a job that ended left behind to continue from. */
public final class RetainedCheckpoints {
  private static final String METADATA = "_metadata";
  private static final String CHECKPOINT = "chk-";
  private static final Set<String> SHARED = Set.of("shared", "taskowned");

  private RetainedCheckpoints() {}

  /**
   * The newest complete checkpoint or savepoint below {@code directory}; empty if there is none. A
   * checkpoint is complete when its metadata file is, which is written last.
   */
  public static Optional<Path> newest(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(directory, 3)) {
      return files
          .filter(file -> file.endsWith(METADATA))
          .max(Comparator.comparing(RetainedCheckpoints::written))
          .map(Path::getParent);
    } catch (IOException | UncheckedIOException e) {
      throw new AmelesException(
          ErrorCode.STORAGE, "The checkpoints in %s cannot be listed.".formatted(directory), e);
    }
  }

  /**
   * Whether it is a checkpoint, which goes when newer ones come, and not a savepoint of somebody.
   */
  static boolean isOurs(Path checkpoint) {
    return checkpoint.getFileName().toString().startsWith(CHECKPOINT);
  }

  /**
   * Deletes all checkpoints below {@code directory} but {@code newest}, and the files that they
   * shared and it does not refer to: they hold what was forgotten since, and nothing would ever
   * delete them once their job has ended.
   */
  static void discardOlder(Path directory, Path newest) {
    try (Stream<Path> folders = Files.walk(directory, 2)) {
      Set<String> used = CheckpointReferences.in(Files.readAllBytes(newest.resolve(METADATA)));
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        if (isOurs(folder) && !folder.equals(newest)) {
          deleteRecursively(folder);
        } else if (SHARED.contains(folder.getFileName().toString())) {
          discardUnused(folder, used);
        }
      }
    } catch (IOException e) {
      throw new AmelesException(
          ErrorCode.STORAGE,
          "Old checkpoints in %s cannot be deleted: %s".formatted(directory, e),
          e);
    }
  }

  private static void discardUnused(Path shared, Set<String> used) throws IOException {
    try (Stream<Path> files = Files.list(shared)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (CheckpointReferences.isRecognisable(name) && !used.contains(name)) {
          Files.delete(file);
        }
      }
    }
  }

  private static void deleteRecursively(Path folder) throws IOException {
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

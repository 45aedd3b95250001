package io.ameles.embedded;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to use a directory, held by at most one broker or job on the machine.
 *
 * <p>Kafka has such a lock as well, but a node that is broker and controller at once takes it only
 * after its controller has begun to write. The operating system releases the lock when the process
 * ends in whatever way, so the file that is left behind means nothing.
 */
final class DirectoryLock implements AutoCloseable {

  private static final String FILE_NAME = "embedded.lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock, creating the directory if it does not exist. */
  static DirectoryLock acquire(Path directory) {
    requireOneLogDirectory(directory);
    return acquire(directory, "embedded Kafka broker");
  }

  /**
   * Takes the lock, creating the directory if it does not exist.
   *
   * @param owner what wants to use it, for the message
   */
  static DirectoryLock acquire(Path directory, String owner) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve(FILE_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        channel.close();
        throw new AmelesException(
            ErrorCode.STORAGE,
            "Another %s uses the directory %s. Stop the program that runs it, or choose another directory."
                .formatted(owner, directory));
      }
      return new DirectoryLock(channel);
    } catch (IOException e) {
      throw new AmelesException(
          ErrorCode.STORAGE,
          "Cannot use the directory %s for the data of the %s: %s. Check that it may be written to, or choose another directory."
              .formatted(directory, owner, e),
          e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the lock was not released", e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldInThisJvm) {
      return false;
    }
  }

  /** Refuses what Kafka would read as a list of directories. */
  private static void requireOneLogDirectory(Path directory) {
    if (directory.toString().contains(",")) {
      throw new AmelesException(
          ErrorCode.STORAGE,
          "The directory of the embedded Kafka broker must not have a comma in its path: "
              + directory);
    }
  }
}

package io.ameles.embedded;

import io.ameles.model.AmelesException;
import io.ameles.model.version.VersionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Copies every version as soon as it is there, because deletions delete those before them. */
final class VersionArchive implements AutoCloseable {
  private final VersionStore store;
  private final Path root;
  private final Thread thread;
  private volatile boolean closed;

  VersionArchive(VersionStore store, Path root) {
    this.store = store;
    this.root = root;
    this.thread = new Thread(this::run, "version-archive");
    thread.start();
  }

  private void run() {
    Set<Long> copied = new TreeSet<>();
    while (!closed) {
      try {
        for (long epoch : store.epochs()) {
          if (!copied.contains(epoch) && copy(epoch)) {
            copied.add(epoch);
          }
        }
      } catch (AmelesException e) {
        // Deleted while it was listed; the next look sees what is there.
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private boolean copy(long epoch) {
    Path from = store.folder().resolve(Long.toString(epoch));
    Path to = root.resolve("test").resolve(Long.toString(epoch));
    try (Stream<Path> files = Files.list(from)) {
      Files.createDirectories(to);
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
      return true;
    } catch (IOException e) {
      return false; // deleted while it was copied
    }
  }

  /** The copies; of versions that lived for a few milliseconds only, parts may be missing. */
  VersionStore copies() {
    return new VersionStore(root, "test");
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

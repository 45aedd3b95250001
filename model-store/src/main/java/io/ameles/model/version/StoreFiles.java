package io.ameles.model.version;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Files of a model store: written for good, read whole, deleted with all that is in them. */
final class StoreFiles {
  private StoreFiles() {}

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw absent(file, e);
    } catch (IOException e) {
      throw storage("read " + file, e);
    }
  }

  static AmelesException absent(Path file, IOException cause) {
    return new AmelesException(
        ErrorCode.NOT_FOUND,
        file
            + " is not there. A version goes when newer ones come or when something of it was deleted; read the current one.",
        cause);
  }

  static void write(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    force(file);
  }

  /** Waits until a file's bytes, or a folder's names, are on the disk. */
  static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  static void deleteRecursively(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(path)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static AmelesException storage(String action, IOException cause) {
    return new AmelesException(
        ErrorCode.STORAGE,
        "Could not %s: %s. Check the space and the permissions of the model store."
            .formatted(action, cause),
        cause);
  }
}

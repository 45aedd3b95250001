package io.ameles.model.verify.receipt;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A file line by line, each as bytes; every line must end with a newline. NOT thread-safe. */
final class TextLines implements AutoCloseable {
  /** A receipt has some kilobytes, with 10,000 subjects half a megabyte. */
  private static final int LONGEST = 16 << 20;

  private final Path file;
  private final InputStream in;
  private long number;

  /**
   * @throws AmelesException with {@link ErrorCode#NOT_FOUND} if the file is not there
   */
  TextLines(Path file) {
    this.file = file;
    try {
      this.in = new BufferedInputStream(Files.newInputStream(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** All of a file. */
  static byte[] all(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Number of the line that was read last, from 1. */
  long number() {
    return number;
  }

  /** The next line without its end; empty at the end of the file. */
  Optional<byte[]> next() throws Refused {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    number++;
    try {
      for (int unit = in.read(); unit != '\n'; unit = in.read()) {
        if (unit < 0) {
          return end(line);
        }
        if (line.size() == LONGEST) {
          skipLine();
          throw new Refused(Flaw.FORMAT, "line %d is too long".formatted(number));
        }
        line.write(unit);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return Optional.of(line.toByteArray());
  }

  private Optional<byte[]> end(ByteArrayOutputStream line) throws Refused {
    if (line.size() > 0) {
      throw new Refused(Flaw.FORMAT, "line %d has no end".formatted(number));
    }
    return Optional.empty();
  }

  private void skipLine() throws IOException {
    for (int unit = in.read(); unit != '\n' && unit >= 0; unit = in.read()) {
      // passed over
    }
  }

  private static AmelesException unreadable(Path file, IOException cause) {
    boolean missing = cause instanceof NoSuchFileException;
    return new AmelesException(
        missing ? ErrorCode.NOT_FOUND : ErrorCode.STORAGE,
        missing ? file + " is not there." : "%s cannot be read: %s.".formatted(file, cause),
        cause);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}

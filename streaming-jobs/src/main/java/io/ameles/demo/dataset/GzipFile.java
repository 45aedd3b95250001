package io.ameles.demo.dataset;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A gzip-compressed file of known layout, read from front to back exactly once. */
final class GzipFile {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final InputStream in;

  private GzipFile(Path path, InputStream in) {
    this.path = path;
    this.in = in;
  }

  /** What a file of some format says, given its uncompressed bytes. */
  interface Format<T> {
    T read(GzipFile file) throws IOException;
  }

  /**
   * The whole content of the file in this format.
   *
   * @throws DatasetNotFoundException when there is no such file
   * @throws MalformedDatasetException when it is damaged, ends early, or goes on after the content
   */
  static <T> T read(Path path, Format<T> format) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
        InputStream in = new GZIPInputStream(raw, BUFFER_BYTES)) {
      GzipFile file = new GzipFile(path, in);
      T content = format.read(file);
      file.expectEnd();
      return content;
    } catch (NoSuchFileException e) {
      throw new DatasetNotFoundException("The data set is incomplete, there is no " + path, e);
    } catch (ZipException | EOFException e) {
      throw new MalformedDatasetException(path, "not a whole gzip file", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  /** The next bytes; exactly as many as asked for. */
  byte[] next(int bytes) throws IOException {
    byte[] next = new byte[bytes];
    int read = in.readNBytes(next, 0, bytes);
    if (read < bytes) {
      throw malformed("ends after %d of %d bytes".formatted(read, bytes));
    }
    return next;
  }

  MalformedDatasetException malformed(String problem) {
    return new MalformedDatasetException(path, problem);
  }

  /** How many elements an array of this shape has, which must fit into one Java array. */
  int elements(int[] shape, int bytesPerElement) {
    long bytes = bytesPerElement;
    for (int length : shape) {
      bytes *= length;
      if (length < 0 || bytes > Integer.MAX_VALUE - 8) {
        throw malformed("too large");
      }
    }
    return (int) (bytes / bytesPerElement);
  }

  private void expectEnd() throws IOException {
    if (in.read() >= 0) {
      throw malformed("has bytes after its last value");
    }
  }
}

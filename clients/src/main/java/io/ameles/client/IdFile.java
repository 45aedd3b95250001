package io.ameles.client;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Ids, one per line, cut into parts that each fit into one request. Holds one part at a time,
 * however many there are. Empty lines are skipped, and so is what comes twice within a part.
 *
 * <p>NOT thread-safe.
 */
public final class IdFile implements AutoCloseable {
  private static final int LONGEST = 256;

  /** Of the length that is written before an id. */
  private static final int LENGTH_BYTES = 2;

  private final Path file;
  private final boolean temporary;

  private IdFile(Path file, boolean temporary) {
    this.file = file;
    this.temporary = temporary;
  }

  /**
   * How much fits into a request.
   *
   * @param ids at least 1
   * @param bytes of all ids together, at least 1,024
   */
  public record PartSize(int ids, int bytes) {}

  /** The ids in a file, which is left alone. */
  public static IdFile of(Path file) {
    return new IdFile(file, false);
  }

  /**
   * The ids that come out of a stream, kept in a temporary file until this is closed, because how
   * many parts there are must be known before the first is sent.
   *
   * @throws AmelesException with {@link ErrorCode#STORAGE} if they cannot be kept
   */
  public static IdFile spooled(InputStream ids) {
    try {
      Path file = Files.createTempFile("ameles-ids-", ".txt"); // readable by its owner only
      Files.copy(ids, file, StandardCopyOption.REPLACE_EXISTING);
      return new IdFile(file, true);
    } catch (IOException e) {
      throw new AmelesException(
          ErrorCode.STORAGE, "The ids cannot be kept in a temporary file: " + e.getMessage(), e);
    }
  }

  /**
   * How many parts there are.
   *
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if a line holds no id
   */
  public int parts(PartSize size) {
    int[] count = {0};
    forEachPart(size, part -> count[0]++);
    return count[0];
  }

  /**
   * Reads part by part, the same ones every time.
   *
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if a line holds no id
   */
  public void forEachPart(PartSize size, Consumer<List<String>> receiver) {
    Set<String> part = new LinkedHashSet<>();
    int bytes = 0;
    long line = 0;
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String id = reader.readLine(); id != null; id = reader.readLine()) {
        line++;
        if (id.isEmpty() || part.contains(id)) {
          continue;
        }
        requireShort(id, line);
        int more = id.getBytes(StandardCharsets.UTF_8).length + LENGTH_BYTES;
        if (part.size() == size.ids() || bytes + more > size.bytes()) {
          receiver.accept(new ArrayList<>(part));
          part.clear();
          bytes = 0;
        }
        part.add(id);
        bytes += more;
      }
    } catch (CharacterCodingException e) {
      throw unusable("is not UTF-8 after line " + line);
    } catch (IOException e) {
      throw unusable("cannot be read");
    }
    if (!part.isEmpty()) {
      receiver.accept(new ArrayList<>(part));
    }
  }

  private void requireShort(String id, long line) {
    if (id.length() > LONGEST) {
      throw unusable("has an id of more than %d characters in line %d".formatted(LONGEST, line));
    }
  }

  private AmelesException unusable(String how) {
    return new AmelesException(
        ErrorCode.CONFIGURATION,
        "%s %s; it must hold one id per line, in UTF-8."
            .formatted(temporary ? "The input" : file.toString(), how));
  }

  @Override
  public void close() {
    if (temporary) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new AmelesException(
            ErrorCode.STORAGE,
            "%s cannot be deleted, and it holds ids; delete it yourself.".formatted(file),
            e);
      }
    }
  }
}

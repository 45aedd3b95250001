package io.ameles.console.access;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Changes the file with tokens. It stays the same file, with its owner, its permissions and, where
 * it is mounted somewhere, its mount; two that change it at once take turns. Whoever reads in
 * between may find half a line, as {@link LiveTokens} expects.
 */
public final class TokensFile {
  private static final Set<OpenOption> CHANGE =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
  private static final Set<OpenOption> MAKE =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);

  private final Path file;

  /**
   * @param file as {@link Tokens#read} takes it; need not be there yet
   */
  public TokensFile(Path file) {
    this.file = file;
  }

  /**
   * Adds a token, and makes the file, readable by its owner only, if there is none.
   *
   * @param rights with commas between
   * @return the token, which is written nowhere
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if name or rights are none, the
   *     name is there already, or the file is not as it must be; with {@link ErrorCode#STORAGE} if
   *     it cannot be written
   */
  public String add(String name, String rights, SecureRandom random) {
    if (!Tokens.isName(name)) {
      throw refused(
          "A token's name has 1 to 100 letters, digits, dots, dashes and underscores, and begins with a letter or digit.");
    }
    Set<Right> granted =
        Right.set(rights)
            .orElseThrow(
                () -> refused("Rights are of read,predict,forget, with commas and no spaces."));
    String token = Tokens.create(random);
    String line = Tokens.line(name, granted, token);
    change(MAKE, text -> with(text, name, line));
    return token;
  }

  private String with(String text, String name, String line) {
    if (Tokens.parse(text, file.toString()).hasName(name)) {
      throw refused(
          "%s has a token of this name already; revoke it first, or take another name."
              .formatted(file));
    }
    return text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + line + "\n";
  }

  /**
   * Takes a token out.
   *
   * @return how many are left
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if there is none of this name or
   *     the file is not as it must be; with {@link ErrorCode#STORAGE} if it cannot be written
   */
  public int remove(String name) {
    return change(CHANGE, text -> without(text, name));
  }

  private String without(String text, String name) {
    if (!Tokens.parse(text, file.toString()).hasName(name)) {
      throw refused("%s has no token of this name.".formatted(file));
    }
    return Tokens.lines(text)
        .filter(line -> Tokens.nameIn(line).filter(name::equals).isEmpty())
        .collect(Collectors.joining("\n"));
  }

  /** The lock is between processes; within one, there is the monitor. */
  private synchronized int change(Set<OpenOption> options, UnaryOperator<String> change) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel channel = FileChannel.open(file, options, attributes);
        var unused = channel.lock()) {
      String text = change.apply(read(channel));
      Tokens changed = Tokens.parse(text, file.toString());
      write(channel, text);
      return changed.size();
    } catch (IOException e) {
      throw new AmelesException(
          ErrorCode.STORAGE,
          "The tokens in %s cannot be changed; check that it is there, its folder, its permissions and that it is text."
              .formatted(file),
          e);
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // until it is full, or the file is shorter than it was
    }
    // Unlike new String, refuses what is no text, instead of writing something else back.
    return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
  }

  private static void write(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    long size = bytes.remaining();
    channel.position(0);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.truncate(size);
    channel.force(true);
  }

  private static AmelesException refused(String message) {
    return new AmelesException(ErrorCode.CONFIGURATION, message);
  }
}

package io.ameles.model.identity;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret behind every {@link Pseudonym}: 32 bytes. Never printed. */
public final class PseudonymKey implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BYTES = 32;

  private final byte[] secret;

  private PseudonymKey(byte[] secret) {
    this.secret = secret;
  }

  /**
   * @param hex 64 hexadecimal digits
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} for anything else
   */
  public static PseudonymKey parse(String hex) {
    try {
      byte[] secret = HexFormat.of().parseHex(hex.strip());
      if (secret.length == BYTES) {
        return new PseudonymKey(secret);
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one message for everything that is not a key; quotes nothing of it.
    }
    throw new AmelesException(
        ErrorCode.CONFIGURATION,
        "A pseudonym key is 64 hexadecimal digits (32 random bytes); make one with: openssl rand -hex 32");
  }

  /**
   * Reads a key file.
   *
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if it is missing or holds no key
   */
  public static PseudonymKey read(Path file) {
    try {
      return parse(Files.readString(file, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "The pseudonym key file %s cannot be read; make one with: openssl rand -hex 32 > FILE && chmod 600 FILE"
              .formatted(file),
          e);
    }
  }

  /** Reads the key in {@code file}, or makes a random one there, readable by its owner only. */
  public static PseudonymKey readOrCreate(Path file, SecureRandom random) {
    if (Files.exists(file)) {
      return read(file);
    }
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    try {
      write(file.toAbsolutePath(), HexFormat.of().formatHex(secret) + "\n");
    } catch (IOException e) {
      throw new AmelesException(
          ErrorCode.STORAGE, "The pseudonym key file %s cannot be written.".formatted(file), e);
    }
    return new PseudonymKey(secret);
  }

  /** Whole and on the disk, or not there: state that outlives its key would be lost. */
  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          temporary,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(
        temporary,
        content,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  byte[] secret() {
    return secret.clone();
  }

  @Override
  public String toString() {
    return "PseudonymKey[secret]";
  }
}

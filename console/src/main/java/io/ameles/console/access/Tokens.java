package io.ameles.console.access;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tokens by which callers are known. The file has a line {@code NAME RIGHTS SHA-256} for each, as
 * in {@code grafana read 5e88…}: what is in it opens nothing. A token is 256 random bits, so one
 * round of SHA-256 keeps it as well as any slow function would. Immutable.
 */
public final class Tokens {
  /** How a token begins, so that it is recognised where it must not be. */
  public static final String PREFIX = "ameles_";

  private static final int BYTES = 32;
  private static final int HASH_DIGITS = 64;
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  private final List<Entry> entries;

  private record Entry(Caller caller, String hash) {}

  private Tokens(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * Reads a file.
   *
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} and the number of the first line
   *     that is wrong, without quoting it
   */
  public static Tokens read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "The tokens in %s cannot be read; docs/console.md says how to make one.".formatted(file),
          e);
    }
  }

  static Tokens parse(String text, String origin) {
    List<Entry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String content = line.strip();
      if (!content.isEmpty() && !content.startsWith("#")) {
        Entry entry = entry(content).orElse(null);
        if (entry == null || !names.add(entry.caller.name())) {
          throw new AmelesException(
              ErrorCode.CONFIGURATION,
              "%s, line %d: must be a name that is there once, rights of read,predict,forget and the token's SHA-256, with spaces between."
                  .formatted(origin, number));
        }
        entries.add(entry);
      }
    }
    if (entries.isEmpty()) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION, origin + " has no token; docs/console.md says how to make one.");
    }
    return new Tokens(entries);
  }

  private static Optional<Entry> entry(String content) {
    String[] parts = content.split("\\s+", -1);
    if (parts.length != 3 || !parts[0].matches(NAME)) {
      return Optional.empty();
    }
    Set<Right> rights = new HashSet<>();
    for (String name : parts[1].split(",", -1)) {
      Optional<Right> right = Right.named(name);
      if (right.isEmpty()) {
        return Optional.empty();
      }
      rights.add(right.get());
    }
    boolean isHash = parts[2].matches("[0-9a-f]{%d}".formatted(HASH_DIGITS));
    return isHash
        ? Optional.of(new Entry(new Caller(parts[0], rights), parts[2]))
        : Optional.empty();
  }

  /** A new token. */
  public static String create(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The line of the file for a token. */
  public static String line(String name, Set<Right> rights, String token) {
    String line =
        "%s %s %s"
            .formatted(name, String.join(",", new Caller(name, rights).rightNames()), hash(token));
    parse(line, "the new line");
    return line;
  }

  /** Who has this token. Takes as long whoever it is. */
  public Optional<Caller> find(String token) {
    byte[] hash = hash(token).getBytes(StandardCharsets.US_ASCII);
    Caller found = null;
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(hash, entry.hash.getBytes(StandardCharsets.US_ASCII))) {
        found = entry.caller;
      }
    }
    return Optional.ofNullable(found);
  }

  static String hash(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

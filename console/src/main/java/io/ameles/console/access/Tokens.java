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
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
  private static final String HOW = "ameles keys token makes one.";

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
      Tokens tokens = parse(Files.readString(file), file.toString());
      if (tokens.isEmpty()) {
        throw new AmelesException(ErrorCode.CONFIGURATION, file + " has no token; " + HOW);
      }
      return tokens;
    } catch (IOException e) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION, "The tokens in %s cannot be read; %s".formatted(file, HOW), e);
    }
  }

  /** What a file says, which may be nothing. */
  static Tokens parse(String text, String origin) {
    List<Entry> entries = new ArrayList<>();
    Set<String> known = new HashSet<>(); // one hash with two names would outlive either
    int number = 0;
    for (String line : lines(text).toList()) {
      number++;
      String content = line.strip();
      if (!content.isEmpty() && !content.startsWith("#")) {
        Entry entry = entry(content).orElse(null);
        if (entry == null || !known.add(entry.caller.name()) || !known.add("#" + entry.hash)) {
          throw new AmelesException(
              ErrorCode.CONFIGURATION,
              "%s, line %d: must be a name, rights of read,predict,forget and the token's SHA-256, with spaces between; names and tokens are there once."
                  .formatted(origin, number));
        }
        entries.add(entry);
      }
    }
    return new Tokens(entries);
  }

  private static Optional<Entry> entry(String content) {
    String[] parts = content.split("\\s+", -1);
    if (parts.length != 3
        || !isName(parts[0])
        || !parts[2].matches("[0-9a-f]{%d}".formatted(HASH_DIGITS))) {
      return Optional.empty();
    }
    return Right.set(parts[1]).map(rights -> new Entry(new Caller(parts[0], rights), parts[2]));
  }

  static Stream<String> lines(String text) {
    return Arrays.stream(text.split("\n", -1));
  }

  /** The name in a line of the file, if it is one about a token. */
  static Optional<String> nameIn(String line) {
    return entry(line.strip()).map(entry -> entry.caller.name());
  }

  static boolean isName(String text) {
    return text.matches(NAME);
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

  /** Whether nobody has one. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  boolean isSame(Tokens other) {
    return entries.equals(other.entries);
  }

  /** How many there are. */
  public int size() {
    return entries.size();
  }

  boolean hasName(String name) {
    return entries.stream().anyMatch(entry -> entry.caller.name().equals(name));
  }

  /** Who has this token. Takes as long whoever it is. */
  public Optional<Caller> find(String token) {
    return findByHash(hash(token));
  }

  /** Who has the token with this SHA-256. Takes as long whoever it is. */
  public Optional<Caller> findByHash(String digits) {
    byte[] hash = digits.getBytes(StandardCharsets.US_ASCII);
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

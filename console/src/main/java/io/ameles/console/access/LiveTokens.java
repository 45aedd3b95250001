package io.ameles.console.access;

import io.ameles.model.AmelesException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens in a file as it is now: whoever asks has it looked at, once a second at most, and read
 * again where its time, its size or the file itself is another one. What cannot be read, or is not
 * as it must be, changes nothing and is told once. Thread-safe; nobody waits for a look of somebody
 * else.
 */
public final class LiveTokens {
  private static final Logger LOG = LoggerFactory.getLogger(LiveTokens.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Within this, a file can change twice and still carry one time: it is read once more. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private final Path file;
  private final Clock clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Tokens tokens;
  private Instant looked;
  private @Nullable Stamp stamp;
  private boolean settled;
  private boolean told;

  /** By what a file that was changed is noticed. */
  private record Stamp(Instant changed, long size, @Nullable Object key) {
    static Stamp of(Path file) throws IOException {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(found.lastModifiedTime().toInstant(), found.size(), found.fileKey());
    }
  }

  private LiveTokens(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
    this.tokens = Tokens.read(file);
    this.looked = clock.instant();
  }

  /**
   * Reads a file, which must have a token now.
   *
   * @throws AmelesException as {@link Tokens#read}
   */
  public static LiveTokens read(Path file, Clock clock) {
    return new LiveTokens(file, clock);
  }

  /** What it says, or said when it could last be used. */
  public Tokens now() {
    if (looking.tryLock()) {
      try {
        look(clock.instant());
      } finally {
        looking.unlock();
      }
    }
    return tokens;
  }

  private void look(Instant now) {
    // A clock that was set back must not keep anybody in.
    if (!now.isBefore(looked) && now.isBefore(looked.plus(PAUSE))) {
      return;
    }
    looked = now;
    try {
      Stamp found = Stamp.of(file);
      boolean same = found.equals(stamp);
      if (same && settled) {
        return;
      }
      settled = Duration.between(found.changed, now).abs().compareTo(SETTLED) > 0;
      stamp = found;
      take(Files.readString(file), same || settled);
    } catch (IOException e) {
      stamp = null; // permissions may change without a trace in the stamp
      tell(e.getClass().getSimpleName());
    } catch (AmelesException e) {
      tell(String.valueOf(e.getMessage()));
    }
  }

  /**
   * @param rests whether it has not changed for a while: an empty file may be one that is just
   *     being written, and only otherwise one of which the last token was taken out
   */
  private void take(String text, boolean rests) {
    Tokens found = Tokens.parse(text, file.toString());
    if (found.isEmpty() && !rests) {
      return;
    }
    if (told || !found.isSame(tokens)) {
      LOG.info("The tokens were read again; there are {}", found.size());
    }
    told = false;
    tokens = found;
  }

  private void tell(String reason) {
    if (!told) {
      LOG.warn(
          "The tokens cannot be read again, and those that were read before go on working: {}",
          reason);
    }
    told = true;
  }
}

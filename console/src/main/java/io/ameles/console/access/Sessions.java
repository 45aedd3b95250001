package io.ameles.console.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Browsers that have shown a token: they are known by a random name afterwards, for {@link
 * #LIFETIME}, at most {@value #MOST} at once, of which the oldest goes first. Kept in memory only,
 * under the hash of that name, and with the hash of the token: what its owner may do, and whether
 * he is known at all, is asked anew each time. Thread-safe.
 */
public final class Sessions {
  /** How long somebody stays known. */
  public static final Duration LIFETIME = Duration.ofHours(8);

  private static final int MOST = 1_000;

  private final Map<String, Session> open = new LinkedHashMap<>();
  private final SecureRandom random;
  private final Clock clock;

  private record Session(String tokenHash, Instant end) {}

  /**
   * @param random that nobody can guess
   */
  public Sessions(SecureRandom random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  /** Begins one for whoever has this token; returns the name that the browser gets. */
  public synchronized String begin(String token) {
    Iterator<Session> oldest = open.values().iterator();
    while (open.size() >= MOST && oldest.hasNext()) {
      oldest.next();
      oldest.remove();
    }
    String name = Tokens.create(random);
    open.put(Tokens.hash(name), new Session(Tokens.hash(token), clock.instant().plus(LIFETIME)));
    return name;
  }

  /**
   * Who has this name. A session of a token that is no longer there ends.
   *
   * @param tokens that are there
   */
  public synchronized Optional<Caller> find(String name, Tokens tokens) {
    Session session = open.get(Tokens.hash(name));
    if (session == null) {
      return Optional.empty();
    }
    Optional<Caller> caller =
        session.end.isBefore(clock.instant())
            ? Optional.empty()
            : tokens.findByHash(session.tokenHash);
    if (caller.isEmpty()) {
      end(name);
    }
    return caller;
  }

  /** Ends one, if there is one. */
  public synchronized void end(String name) {
    open.remove(Tokens.hash(name));
  }
}

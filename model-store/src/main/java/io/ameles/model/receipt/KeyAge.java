package io.ameles.model.receipt;

import io.ameles.model.sign.KeyFile;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** When a key was made, beside what RFC 7517 says about a key. */
final class KeyAge {
  static final String MEMBER = "created";

  private KeyAge() {}

  static Instant of(Map<String, Object> members, String where) {
    try {
      return Instant.parse(String.valueOf(members.get(MEMBER)));
    } catch (DateTimeException e) {
      throw KeyFile.noKey(where);
    }
  }

  /** As it will be read again. */
  static Instant rounded(Instant now) {
    return now.truncatedTo(ChronoUnit.MILLIS);
  }
}

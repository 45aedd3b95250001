package io.ameles.client.alert;

import java.util.Locale;

/** How soon somebody should look. */
public enum Severity {
  /** Within the day. */
  WARNING,
  /** Now. */
  CRITICAL;

  /** In lower case, as in answers and in the rules for Prometheus. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.ameles.console.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What somebody may do. */
public enum Right {
  /** See everything that there is to be seen. */
  READ,
  /** Ask the model. */
  PREDICT,
  /** Have something forgotten, and decide on requests that are held. */
  FORGET;

  /** The name in files and answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By its name in files. */
  public static Optional<Right> named(String text) {
    return Arrays.stream(values()).filter(right -> right.text().equals(text)).findFirst();
  }

  /** Several, with commas between, as files have them; empty if one is none. */
  static Optional<Set<Right>> set(String text) {
    Set<Right> rights = EnumSet.noneOf(Right.class);
    for (String name : text.split(",", -1)) {
      Optional<Right> right = named(name);
      if (right.isEmpty()) {
        return Optional.empty();
      }
      rights.add(right.get());
    }
    return Optional.of(rights);
  }
}

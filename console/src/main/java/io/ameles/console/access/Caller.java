package io.ameles.console.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Somebody who asks.
 *
 * @param name from the configuration; for the log
 * @param rights what he may do
 */
public record Caller(String name, Set<Right> rights) {
  /** Copies the set. */
  public Caller {
    rights = Set.copyOf(rights);
  }

  /** Whoever is on this machine, where nothing else is configured. */
  public static Caller local() {
    return new Caller("local", EnumSet.allOf(Right.class));
  }

  /** Somebody without rights. */
  public static Caller nobody() {
    return new Caller("", Set.of());
  }

  /** The names of his rights, in their order. */
  public List<String> rightNames() {
    return rights.stream().sorted().map(Right::text).toList();
  }
}

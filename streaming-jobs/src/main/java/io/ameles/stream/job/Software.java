package io.ameles.stream.job;

import java.util.Objects;

/** What this software calls itself. */
public final class Software {
  private Software() {}

  /** Name and version, as manifests state it. */
  public static String name() {
    String version = Software.class.getPackage().getImplementationVersion();
    return "ameles " + Objects.requireNonNullElse(version, "development");
  }
}

package io.ameles.console.http;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;

/** Somebody else listens at the port. */
public final class PortTaken extends AmelesException {
  private static final long serialVersionUID = 1L;

  PortTaken(String bind, int port, Throwable cause) {
    super(
        ErrorCode.CONFIGURATION,
        "Port %d of %s is taken by another process, or may not be used; choose another one with --port or console.port, or 0 for any."
            .formatted(port, bind),
        cause);
  }
}

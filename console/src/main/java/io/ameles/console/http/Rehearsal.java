package io.ameles.console.http;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;

/** Single steps of {@link ConsoleServer#start}, for whoever wants to know what they would meet. */
public final class Rehearsal {
  private Rehearsal() {}

  /**
   * Opens the stores of keys and certificates, if there are any.
   *
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if one cannot be opened, or there
   *     is no key for the console
   */
  public static void stores(Listen listen) {
    Connectors.requireStores(listen);
  }

  /**
   * Takes address and port, and gives them back without having answered anybody.
   *
   * @throws PortTaken if they are not to be had just now
   */
  public static void port(Listen listen) {
    Connectors.requirePort(listen);
  }
}

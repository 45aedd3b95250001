package io.ameles.stream.erase;

import java.io.Serializable;

/**
 * Whether the records of what is forgotten are erased at their source.
 *
 * @param enabled if so, the topic of labelled events must be compacted and every key in it must
 *     belong to one example
 */
public record SourceErasure(boolean enabled) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The records stay. */
  public static final SourceErasure OFF = new SourceErasure(false);
}

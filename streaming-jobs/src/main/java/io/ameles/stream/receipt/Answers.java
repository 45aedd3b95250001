package io.ameles.stream.receipt;

import io.ameles.stream.decode.Deletion;
import org.jspecify.annotations.Nullable;

/** What requests were answered. */
interface Answers {
  /**
   * The answer to the same request, by whomever it was sent; null if it was not carried out yet.
   */
  @Nullable Answer to(Deletion.Request request);

  /** Remembers an answer. */
  void put(Deletion.Request request, Answer answer);
}

package io.ameles.model.verify;

import java.util.Optional;

/** By which name receipts call what the job knows under a pseudonym. */
@FunctionalInterface
public interface ReceiptTargets {
  /**
   * @param targetKey the receipt's {@code targetKey}
   * @param pseudonym of a subject or example, in hexadecimal
   * @return empty if that key is gone, and nobody can tell any more
   */
  Optional<String> target(String targetKey, String pseudonym);
}

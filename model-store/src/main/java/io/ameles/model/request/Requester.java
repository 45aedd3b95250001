package io.ameles.model.request;

import io.ameles.model.sign.VerificationKey;
import java.io.Serializable;
import java.util.Set;

/**
 * Somebody who asks.
 *
 * @param name by which receipts call him
 * @param key by which his signatures are known
 * @param may his rights
 * @param subjects what the ids of all subjects that he may name begin with; empty: he may name
 *     everybody, and labels and tasks
 */
public record Requester(String name, VerificationKey key, Set<RequestRight> may, String subjects)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Copies the set. */
  public Requester {
    may = Set.copyOf(may);
  }
}

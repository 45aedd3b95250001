package io.ameles.stream.learn;

import io.ameles.stream.decode.IntakeRules;
import java.io.Serializable;

/**
 * What stays the same in every manifest of a job.
 *
 * @param model the model's name
 * @param software name and version of this software
 * @param rules by which events are accepted
 * @param ledger the ledger's mode, in lower case
 */
public record Provenance(String model, String software, IntakeRules rules, String ledger)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}

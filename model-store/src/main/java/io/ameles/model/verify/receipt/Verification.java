package io.ameles.model.verify.receipt;

import java.util.List;

/**
 * What was found out about a folder of receipts.
 *
 * @param model whose receipts they are; empty if none can be read
 * @param receipts how many there are
 * @param refused how many of them have a problem
 * @param problems what is wrong with the folder as a whole
 * @param treeHeads how many states of the log were checked
 * @param unproven for how many of them an excerpt does not show that they continue the one before
 * @param logSize of the newest of them
 * @param rootHash of the newest of them, hexadecimal; empty if there is none
 * @param timestamp of the newest of them; empty if there is none
 * @param versions how many receipts were compared with a stored version
 * @param keyIds thumbprints (RFC 7638) of the keys that signed something here
 */
public record Verification(
    String model,
    long receipts,
    long refused,
    List<Problem> problems,
    int treeHeads,
    int unproven,
    long logSize,
    String rootHash,
    String timestamp,
    long versions,
    List<String> keyIds) {
  /** Copies the lists. */
  public Verification {
    problems = List.copyOf(problems);
    keyIds = List.copyOf(keyIds);
  }

  /** Whether nothing is wrong. */
  public boolean verified() {
    return refused == 0 && problems.isEmpty();
  }
}

package io.ameles.stream.learn;

import io.ameles.model.learn.LearnerSettings;
import io.ameles.stream.decode.IntakeRules;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What stays the same in every manifest of a job, and over all restarts of it.
 *
 * @param model the model's name
 * @param software name and version of this software
 * @param rules by which events are accepted
 * @param ledger the ledger's mode, in lower case
 * @param learners name, type and settings of every learner, in their order
 * @param keyCheck by which the pseudonym key is recognised, without revealing it
 */
public record Provenance(
    String model,
    String software,
    IntakeRules rules,
    String ledger,
    List<LearnerSettings> learners,
    String keyCheck)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Copies the list. */
  public Provenance {
    learners = List.copyOf(learners);
  }

  /**
   * What the state of a job was made with. With anything else it would be nonsense: sums in another
   * unit, pseudonyms that nobody has any more, or events that an auditor would judge otherwise.
   */
  String setup() {
    return "dimension=%d normalize=%s step-exponent=%d max-event-bytes=%d max-future=%s encoder=[%s] ledger=%s learners=%s pseudonym-key=%s"
        .formatted(
            rules.dimension(),
            rules.quantization().normalization().name().toLowerCase(Locale.ROOT),
            rules.quantization().stepExponent(),
            rules.maxEventBytes(),
            rules.maxFuture(),
            rules.encoderSummary(),
            ledger,
            learners.stream().map(Provenance::withoutPaths).toList(),
            keyCheck);
  }

  /** Where a bootstrap set lies does not matter; which one it is, its checksum says. */
  private static LearnerSettings withoutPaths(LearnerSettings learner) {
    SortedMap<String, String> values = new TreeMap<>(learner.values());
    values.remove("bootstrap");
    return new LearnerSettings(learner.name(), learner.type(), values);
  }
}

package io.ameles.evidence;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.evidence.Evidence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What came of a run, as a file for programs.
 *
 * @param software that measured
 * @param dataset name of the data set
 * @param seeds of the runs
 * @param batch examples of a micro-batch
 * @param device that computed
 * @param results one per learner, seed and request
 * @param summaries over the seeds, one per learner and kind of request
 */
public record EvidenceReport(
    String software,
    String dataset,
    List<Long> seeds,
    int batch,
    String device,
    List<Evidence> results,
    List<Summary> summaries) {
  /** Copies the lists. */
  public EvidenceReport {
    seeds = List.copyOf(seeds);
    results = List.copyOf(results);
    summaries = List.copyOf(summaries);
  }

  /** Whether nothing that a learner declares turned out to be false. */
  public boolean everythingHolds() {
    return results.stream().noneMatch(evidence -> evidence.judgement().verdict().isFailure());
  }

  /** Writes the report as JSON. */
  public void write(Path file) {
    try {
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
    } catch (IOException e) {
      throw new AmelesException(
          ErrorCode.STORAGE, "The evidence cannot be written to %s.".formatted(file), e);
    }
  }
}

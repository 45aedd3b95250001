package io.ameles.evidence;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.evidence.Selection;
import java.util.List;

/**
 * What is to be measured.
 *
 * @param selections the requests to carry out, each by itself
 * @param examples how many a request for single examples names
 * @param batch examples of a micro-batch
 * @param device that computes
 * @param unsupportedToo whether to measure what learners do not claim as well
 */
public record EvidenceSettings(
    List<Selection> selections,
    int examples,
    int batch,
    TensorDevice device,
    boolean unsupportedToo) {
  /** Copies the list. */
  public EvidenceSettings {
    selections = List.copyOf(selections);
  }
}

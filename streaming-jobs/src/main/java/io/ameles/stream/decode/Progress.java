package io.ameles.stream.decode;

import io.ameles.model.version.Manifest;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one reader has read since the progress before.
 *
 * @param topic that was read
 * @param next per partition: the offset after the last record read
 * @param counts records read and set aside
 */
public record Progress(String topic, SortedMap<Integer, Long> next, Manifest.Accounting counts) {
  /** Copies the map. */
  public Progress {
    next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
  }
}

package io.ameles.model.verify;

import java.util.function.Consumer;

/**
 * The records of one input topic that a version reflects: of every partition those below the offset
 * in the version's manifest. May be read several times and says the same every time.
 */
public interface RecordLog {
  /**
   * Shows every record to {@code reader}, those of one partition by ascending offset; how the
   * partitions are interleaved does not matter.
   */
  void forEach(Consumer<LogRecord> reader);
}

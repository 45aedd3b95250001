package io.ameles.stream.job;

import io.ameles.stream.erase.SourceErasure;

/** The part of a configuration that is about erasing records at their source. */
final class SourceErasureSection {
  private SourceErasureSection() {}

  static SourceErasure read(ConfigurationReader reader) {
    return new SourceErasure(reader.flag("source-erasure.enabled", false));
  }
}

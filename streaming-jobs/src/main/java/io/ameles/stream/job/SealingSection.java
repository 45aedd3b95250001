package io.ameles.stream.job;

import io.ameles.stream.seal.SealingSettings;

/** The part of a configuration that is about sealing. */
final class SealingSection {
  private SealingSection() {}

  static SealingSettings read(ConfigurationReader reader) {
    return new SealingSettings(
        reader.duration("sealing.compact-every", SealingSettings.DEFAULT.compactEvery()));
  }
}

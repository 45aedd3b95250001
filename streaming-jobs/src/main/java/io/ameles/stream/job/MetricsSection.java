package io.ameles.stream.job;

import org.jspecify.annotations.Nullable;

/** The part of a configuration that is about who may ask for metrics. */
final class MetricsSection {
  private static final String PORT = "metrics.port";

  private MetricsSection() {}

  /** The port for Prometheus; null if nothing is to listen. */
  static @Nullable Integer read(ConfigurationReader reader) {
    int port = reader.integer(PORT, 0, 1, 65_535);
    return port == 0 ? null : port;
  }
}

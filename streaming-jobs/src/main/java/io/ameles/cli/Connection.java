package io.ameles.cli;

import io.ameles.schema.TopicNames;
import io.ameles.stream.job.ConfigurationFile;
import io.ameles.stream.job.JobSettings;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where Kafka is: from a job's configuration, or by address. */
final class Connection {
  @ArgGroup(exclusive = true, multiplicity = "1")
  private Where where = new Where();

  @Option(
      names = "--topics-prefix",
      paramLabel = "PREFIX",
      defaultValue = "",
      description = "With --bootstrap: put before every topic's name.")
  private String prefix = "";

  static final class Where {
    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "The job's configuration file; the demo leaves one in its folder.")
    private @Nullable Path config;

    @Option(
        names = "--bootstrap",
        paramLabel = "HOST:PORT",
        description = "Address of a Kafka broker.")
    private @Nullable String bootstrap;
  }

  /** The job's settings; null if only an address was given. */
  @Nullable JobSettings settings() {
    return where.config == null ? null : ConfigurationFile.read(where.config, System.getenv());
  }

  Properties kafka() {
    JobSettings settings = settings();
    if (settings != null) {
      return settings.kafka();
    }
    Properties properties = new Properties();
    properties.put("bootstrap.servers", String.valueOf(where.bootstrap));
    return properties;
  }

  TopicNames topics() {
    JobSettings settings = settings();
    return settings == null ? new TopicNames(prefix) : settings.topics();
  }
}

package io.ameles.cli;

import io.ameles.console.Console;
import io.ameles.embedded.EmbeddedFlink;
import io.ameles.embedded.EmbeddedKafka;
import io.ameles.embedded.LocalService;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.stream.job.ConfigurationFile;
import io.ameles.stream.job.JobSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ameles run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the service on your own topics until it is stopped (Ctrl-C).",
      "",
      "Continues from its newest checkpoint, so it can be stopped, killed and started again at any"
          + " time: nothing is lost and nothing counts twice."
    })
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "YAML file, see docs/operations.md.")
  private Path config = Path.of("");

  @Option(
      names = "--embedded-kafka",
      paramLabel = "PORT",
      description =
          "Also run a Kafka broker in this process on this port of 127.0.0.1, with its data beside"
              + " the configuration file; for trying things out.")
  private @Nullable Integer port;

  @Option(
      names = "--console",
      description = "Also run the console in this process, as the section console says.")
  private boolean withConsole;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    JobSettings settings = ConfigurationFile.read(config, System.getenv());
    requireOwnBroker(settings);
    try (EmbeddedKafka kafka = startKafka()) {
      if (kafka != null) {
        kafka.createTopics(settings.topics(), settings.parallelism());
      }
      BrokerCheck.of(settings).requireUsable();
      return serve(settings, kafka);
    }
  }

  /** Nothing is more puzzling than a job that waits for another broker than the one beside it. */
  private void requireOwnBroker(JobSettings settings) {
    String address = settings.kafka().getProperty("bootstrap.servers");
    if (port != null && !address.matches("(127\\.0\\.0\\.1|localhost):" + port)) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "With --embedded-kafka %d, kafka.bootstrap.servers must be 127.0.0.1:%d; it is %s."
              .formatted(port, port, address));
    }
  }

  private @Nullable EmbeddedKafka startKafka() {
    return port == null
        ? null
        : EmbeddedKafka.startIn(config.toAbsolutePath().resolveSibling("kafka"), port);
  }

  private int serve(JobSettings settings, @Nullable EmbeddedKafka kafka) {
    Console console = withConsole ? ConsoleStart.AS_CONFIGURED.of(settings) : null;
    EmbeddedFlink job = LocalService.start(settings);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> stop(console, job, kafka), "stop-service"));
    if (console != null) {
      spec.commandLine().getErr().println("Its console is at %s".formatted(console.uri()));
    }
    spec.commandLine()
        .getErr()
        .println(
            "Model %s is being kept in %s; stop with Ctrl-C."
                .formatted(settings.model(), settings.modelStore().resolve(settings.model())));
    Optional<String> failure = job.awaitFailure();
    if (failure.isEmpty()) {
      return ExitCode.OK; // cancelled from outside
    }
    spec.commandLine().getErr().println("The job ended: " + failure.get());
    return Ameles.UNAVAILABLE;
  }

  private static void stop(
      @Nullable Console console, EmbeddedFlink job, @Nullable EmbeddedKafka kafka) {
    if (console != null) {
      console.close();
    }
    job.close();
    if (kafka != null) {
      kafka.close();
    }
  }
}

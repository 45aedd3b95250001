package io.ameles.cli;

import io.ameles.console.Console;
import io.ameles.stream.job.ConfigurationFile;
import io.ameles.stream.job.JobSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ameles console}. */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    description = {
      "Shows a model live in a browser, answers predictions and Prometheus, until it is stopped"
          + " (Ctrl-C).",
      "",
      "Reads what the job writes to Kafka and to the model store; keeps nothing of its own. Listens"
          + " to this machine only, unless the configuration says who else may do what; see"
          + " docs/console.md."
    })
final class ConsoleCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The job's configuration file.")
  private Path config = Path.of("");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Instead of console.port; 0: any that is free.")
  private @Nullable Integer port;

  @Option(names = "--bind", paramLabel = "ADDRESS", description = "Instead of console.bind.")
  private @Nullable String bind;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "Instead of console.request-key-file: the private key by which requests to forget are"
              + " signed.")
  private @Nullable Path key;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    JobSettings settings = ConfigurationFile.read(config, System.getenv());
    try (UntilStopped stopped = new UntilStopped();
        Console console = new ConsoleStart(bind, port, key).of(settings)) {
      spec.commandLine()
          .getErr()
          .println(
              "The console of model %s is at %s; stop with Ctrl-C."
                  .formatted(settings.model(), console.uri()));
      stopped.await();
    }
    return ExitCode.OK;
  }
}

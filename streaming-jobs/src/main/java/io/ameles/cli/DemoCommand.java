package io.ameles.cli;

import io.ameles.console.Console;
import io.ameles.console.http.PortTaken;
import io.ameles.demo.Demo;
import io.ameles.demo.DemoReport;
import io.ameles.demo.DemoScreen;
import io.ameles.demo.DemoSettings;
import io.ameles.demo.TaskSequence;
import io.ameles.demo.dataset.ClassIncrementalStream;
import io.ameles.demo.dataset.Dataset;
import io.ameles.embedded.EmbeddedKafka;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.identity.PseudonymKey;
import io.ameles.model.receipt.ReceiptKeys;
import io.ameles.schema.MalformedEventException;
import io.ameles.stream.job.ConfigurationFile;
import io.ameles.stream.job.JobSettings;
import io.ameles.stream.ledger.LedgerMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ameles demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows the whole service at work on this machine, with nothing to install.",
      "",
      "Starts a real Kafka broker and a real Flink cluster in this process, streams a data set"
          + " through them in 10 tasks with new labels in each, has subjects, a label and a task"
          + " forgotten while learning goes on, and audits the result: the published model must be,"
          + " bit for bit, the model of the live examples. Exits with 1 if it is not."
    })
final class DemoCommand implements Callable<Integer> {
  @Mixin private StreamChoice choice = new StreamChoice();

  @Option(
      names = "--parallelism",
      paramLabel = "P",
      defaultValue = "2",
      description = "Subtasks per operator, and partitions per topic; default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Option(
      names = "--ledger",
      paramLabel = "MODE",
      defaultValue = "contributions",
      description =
          "What is kept of live examples: contributions (a deletion just names whom to forget) or"
              + " digests (nothing is kept; a deletion brings the examples). Default:"
              + " ${DEFAULT-VALUE}.")
  private LedgerMode ledger = LedgerMode.CONTRIBUTIONS;

  @Option(
      names = "--learners",
      paramLabel = "LIST",
      defaultValue = "nearest-mean",
      description =
          "Which learners run side by side, as in the configuration: names, with settings if need be,"
              + " as in 'nearest-mean, wide: {type: ridge, features: random}'. Default:"
              + " ${DEFAULT-VALUE}.")
  private String learners = "nearest-mean";

  @Option(
      names = "--forget-subjects",
      paramLabel = "SHARE",
      defaultValue = "0.02",
      description = "Share of the subjects to forget, 0 to 1; default: ${DEFAULT-VALUE}.")
  private double forgetShare;

  @Option(names = "--no-deletions", description = "Only learn.")
  private boolean noDeletions;

  @Option(
      names = "--sequence",
      paramLabel = "STEPS",
      description =
          "Learn and forget whole tasks in this order, as in L1,L0,U1,L2, instead of the usual"
              + " deletions.")
  private @Nullable String steps;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description =
          "Spread the stream over so many seconds, to be watched; 0: as fast as it goes. Default:"
              + " ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "MILLIS",
      defaultValue = "1000",
      description = "Time between versions; default: ${DEFAULT-VALUE}.")
  private int intervalMillis;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Keep everything in this new or empty folder; default: a temporary one.")
  private @Nullable Path out;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also write the results as JSON to this file.")
  private @Nullable Path report;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description =
          "Where the console listens, on this machine only; 0: any that is free. Default:"
              + " ${DEFAULT-VALUE}, or any if that is taken.")
  private int port;

  @Option(names = "--no-console", description = "Without the console.")
  private boolean noConsole;

  @Option(
      names = "--serve",
      description = "Keep everything running after the report, until it is stopped (Ctrl-C).")
  private boolean serve;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, MalformedEventException {
    Path folder = folder();
    logInto(folder);
    Dataset dataset = choice.load();
    TaskSequence sequence = steps == null ? null : TaskSequence.parse(steps);
    ClassIncrementalStream stream =
        sequence == null ? choice.stream(dataset) : choice.stream(dataset, sequence.tasks());
    DemoSettings settings = settings(folder, sequence);
    DemoReport result;
    try (UntilStopped stopped = new UntilStopped();
        EmbeddedKafka kafka = EmbeddedKafka.startIn(folder.resolve("kafka"), 0)) {
      JobSettings job = configure(folder, dataset, kafka);
      kafka.createTopics(job.topics(), parallelism);
      try (Console console = noConsole ? null : openConsole(job)) {
        TerminalProgress progress =
            TerminalProgress.on(spec.commandLine(), stream.examples().size());
        int broker = kafka.port();
        result =
            new Demo(settings, stream, job, progress)
                .run(
                    kafka,
                    report -> {
                      progress.close();
                      tell(report, folder, broker);
                      serve(console, stopped);
                    });
      }
    }
    return result.auditEqual() ? ExitCode.OK : Ameles.NOT_EQUAL;
  }

  /** Somebody else may have the usual port; a demonstration does not fail for that. */
  private Console openConsole(JobSettings job) {
    Console console;
    try {
      console = new ConsoleStart(null, port, null).of(job);
    } catch (PortTaken e) {
      console = new ConsoleStart(null, 0, null).of(job);
      spec.commandLine()
          .getErr()
          .println("Port %d is taken, so the console listens at another one.".formatted(port));
    }
    spec.commandLine().getErr().println("console     %s".formatted(console.uri()));
    spec.commandLine().getErr().flush();
    return console;
  }

  private void serve(@Nullable Console console, UntilStopped stopped) {
    if (!serve) {
      return;
    }
    PrintWriter screen = spec.commandLine().getOut();
    screen.println(
        console == null
            ? "Everything keeps running; stop with Ctrl-C."
            : "Everything keeps running, see %s; stop with Ctrl-C.".formatted(console.uri()));
    screen.flush();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(DemoReport result, Path folder, int broker) {
    PrintWriter screen = spec.commandLine().getOut();
    DemoScreen.of(result).forEach(screen::println);
    writeReports(result, folder);
    screen.println(
        "to go on    ./ameles run --config %s --embedded-kafka %d"
            .formatted(folder.resolve("job.yaml"), broker));
    screen.println("to verify   ./ameles verify %s".formatted(folder.resolve("receipts")));
    screen.flush();
  }

  private DemoSettings settings(Path folder, @Nullable TaskSequence sequence) {
    return new DemoSettings(
        choice.dataset(),
        choice.examples(),
        choice.seed(),
        parallelism,
        ledger,
        forgetShare,
        !noDeletions,
        sequence,
        Duration.ofSeconds(seconds),
        Duration.ofMillis(intervalMillis),
        folder);
  }

  private void writeReports(DemoReport result, Path folder) {
    result.write(folder.resolve("report.json"));
    if (report != null) {
      result.write(report);
    }
  }

  private Path folder() throws IOException {
    if (out == null) {
      return Files.createTempDirectory("ameles-demo-");
    }
    Path folder = out.toAbsolutePath().normalize();
    Files.createDirectories(folder);
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new AmelesException(
            ErrorCode.CONFIGURATION,
            "--out: %s is not empty; name a new folder, or empty it.".formatted(folder));
      }
    }
    return folder;
  }

  /** The terminal belongs to the progress view; must come before the first logger. */
  private static void logInto(Path folder) {
    System.setProperty("ameles.logs", folder.toString());
    System.setProperty("log4j2.configurationFile", "log4j2-file.xml");
  }

  /** The configuration is left in the folder, so that the service can be run again from it. */
  private JobSettings configure(Path folder, Dataset dataset, EmbeddedKafka kafka)
      throws IOException {
    PseudonymKey.readOrCreate(folder.resolve("pseudonym.key"), new SecureRandom());
    ReceiptKeys.readOrCreate(
        folder.resolve("receipt-keys.json"), new SecureRandom(), Clock.systemUTC().instant());
    String yaml =
        """
        model: %s
        kafka:
          bootstrap.servers: "%s"
        intake:
          dimension: %d
          max-event-bytes: 8388608
        ledger:
          mode: %s
        learners: [%s]
        device: cpu
        pseudonym-key-file: pseudonym.key
        receipts: {key-file: receipt-keys.json}
        parallelism: %d
        model-store:
          directory: models
          keep-versions: 10000
        checkpoints:
          directory: checkpoints
          interval: %s
        """
            .formatted(
                dataset.name(),
                kafka.bootstrapServers(),
                dataset.dimension(),
                ledger.name().toLowerCase(Locale.ROOT),
                learners,
                parallelism,
                Duration.ofMillis(intervalMillis));
    Path file = folder.resolve("job.yaml");
    Files.writeString(file, yaml);
    return ConfigurationFile.read(file, Map.of());
  }
}

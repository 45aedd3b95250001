package io.ameles.cli;

import io.ameles.console.ConsoleCheck;
import io.ameles.model.AmelesException;
import io.ameles.model.device.EngineProbe;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.encode.Encoder;
import io.ameles.model.encode.EncoderSettings;
import io.ameles.stream.admit.RequestRules;
import io.ameles.stream.job.ConfigurationFile;
import io.ameles.stream.job.JobSettings;
import io.ameles.stream.job.Software;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ameles doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks whether this machine can do the work: Java, the tensor engine and its native library,"
          + " the device, and with --config also the configuration, the console as it says, and"
          + " Kafka."
    })
final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Also check this configuration, and Kafka as it says.")
  private @Nullable Path config;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      description = "auto, cpu or gpu:N; default: ${DEFAULT-VALUE}.")
  private String device = "auto";

  @Spec private CommandSpec spec;
  private boolean healthy = true;

  @Override
  public Integer call() {
    Runtime runtime = Runtime.getRuntime();
    good(
        "software",
        "%s on Java %s, %s %s"
            .formatted(
                Software.name(),
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.arch")));
    good(
        "machine",
        "%d processors, heap up to %d MiB"
            .formatted(runtime.availableProcessors(), runtime.maxMemory() >> 20));
    checkEngine();
    if (config != null) {
      checkConfiguration(config);
    }
    return healthy ? ExitCode.OK : Ameles.NOT_EQUAL;
  }

  private void checkEngine() {
    try {
      EngineProbe probe = EngineProbe.run(new TensorDevice(device));
      good("engine", "%s, %d GPU(s) seen".formatted(probe.engine(), probe.gpus()));
      good(
          "device",
          String.format(
              Locale.ROOT,
              "%s, matrix products at %.0f GFLOP/s in float32 and %.0f in float64",
              probe.device(),
              probe.float32(),
              probe.float64()));
      report(
          probe.exactInteger(),
          "exactness",
          probe.exactInteger()
              ? "float64 products of int16 matrices are exact"
              : "float64 products of int16 matrices are NOT exact; do not use this device");
    } catch (AmelesException | IllegalArgumentException e) {
      bad("engine", e.getMessage());
    }
  }

  private void checkConfiguration(Path file) {
    try {
      JobSettings settings = ConfigurationFile.read(file, System.getenv());
      good("configuration", "%s describes model %s".formatted(file, settings.model()));
      EncoderSettings encoder = settings.intake().encoder();
      if (encoder != null) {
        checkEncoder(settings, encoder);
      }
      warnAboutRequests(settings.requests());
      checkConsole(settings);
      SealingCheck.of(settings).findings().forEach(finding -> warn("sealing", finding));
      List<String> problems = BrokerCheck.of(settings).problems();
      problems.forEach(problem -> bad("kafka", problem));
      if (problems.isEmpty()) {
        good("kafka", "reachable, all topics exist, transaction timeout is acceptable");
      }
    } catch (AmelesException e) {
      bad(e.code().name().toLowerCase(Locale.ROOT), e.getMessage());
    }
  }

  private void checkConsole(JobSettings settings) {
    for (ConsoleCheck.Finding finding :
        ConsoleCheck.of(ConsoleStart.AS_CONFIGURED.settings(settings))) {
      switch (finding.level()) {
        case GOOD -> good("console", finding.text());
        case WARNING -> warn("console", finding.text());
        case BAD -> bad("console", finding.text());
      }
    }
  }

  private void warnAboutRequests(RequestRules rules) {
    if (!rules.requesters().signed()) {
      warn("requests", "unsigned: whoever can write to the topic can have anything forgotten");
    }
    if (rules.guard() == null) {
      warn("guard", "none: a single request can remove any number of examples");
    }
  }

  private void checkEncoder(JobSettings settings, EncoderSettings settingsOfEncoder) {
    try (Encoder encoder =
        Encoder.open(settingsOfEncoder, settings.device(), settings.intake().dimension())) {
      good(
          "encoder",
          "works on %s, arithmetic %s".formatted(settings.device().name(), encoder.fingerprint()));
    } catch (AmelesException e) {
      bad("encoder", e.getMessage());
    }
  }

  private void good(String what, String finding) {
    report(true, what, finding);
  }

  private void bad(String what, String finding) {
    report(false, what, finding);
  }

  private void warn(String what, String finding) {
    print("@|yellow warn|@", what, finding);
  }

  private void report(boolean good, String what, String finding) {
    healthy &= good;
    print(good ? "@|green ok  |@" : "@|red FAIL|@", what, finding);
  }

  private void print(String mark, String what, String finding) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        spec.commandLine().getColorScheme().ansi().string(mark)
            + "  %-13s  %s".formatted(what, finding));
    out.flush();
  }
}

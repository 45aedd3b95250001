package io.ameles.cli;

import io.ameles.audit.VersionAudit;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.verify.AuditResult;
import io.ameles.model.verify.LearnerAudit;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import io.ameles.stream.job.ConfigurationFile;
import io.ameles.stream.job.JobSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ameles audit}. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Recomputes a published version from the topics alone and compares.",
      "",
      "Reads every event and deletion that the version reflects, works out which examples are live"
          + " without any code of the job, and compares the digest of their statistics with the"
          + " published one. Exits with 1 if they differ."
    })
final class AuditCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The job's configuration file.")
  private Path config = Path.of("");

  @Option(
      names = "--epoch",
      paramLabel = "N",
      description = "The version to audit; default: the current one.")
  private @Nullable Long epoch;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    JobSettings settings = ConfigurationFile.read(config, System.getenv());
    Manifest version = version(new VersionStore(settings.modelStore(), settings.model()), settings);
    AuditResult result = VersionAudit.run(settings, version);
    print(result);
    if (result.equal()) {
      return ExitCode.OK;
    }
    return result.complete() ? Ameles.NOT_EQUAL : Ameles.UNAVAILABLE;
  }

  private Manifest version(VersionStore store, JobSettings settings) {
    if (epoch != null) {
      return store.manifest(epoch);
    }
    return store
        .current()
        .orElseThrow(
            () ->
                new AmelesException(
                    ErrorCode.NOT_FOUND,
                    "%s holds no version of model %s yet."
                        .formatted(settings.modelStore(), settings.model())));
  }

  private void print(AuditResult result) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "version %d: %,d live examples published, %,d recomputed from %,d events and %,d deletions"
            .formatted(
                result.epoch(),
                result.expectedLiveExamples(),
                result.liveExamples(),
                result.events().read(),
                result.deletions().read()));
    for (LearnerAudit learner : result.learners()) {
      out.println(
          "  %s%n    published  %s%n    recomputed %s"
              .formatted(
                  learner.name(),
                  learner.expectedDigest(),
                  learner.recomputed()
                      ? learner.actualDigest()
                      : learner.additive()
                          ? "not known to this audit"
                          : "not possible: it depends on the order of training"));
    }
    out.println(result.equal() ? "EQUAL, bit for bit" : "NOT EQUAL");
    if (!result.equal() && !result.complete()) {
      out.println(
          "The topics no longer hold every record that the version was made from, so this proves nothing.");
    }
  }
}

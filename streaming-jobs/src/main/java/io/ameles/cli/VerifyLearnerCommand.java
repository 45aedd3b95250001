package io.ameles.cli;

import io.ameles.demo.dataset.Dataset;
import io.ameles.evidence.EvidencePlots;
import io.ameles.evidence.EvidenceReport;
import io.ameles.evidence.EvidenceRun;
import io.ameles.evidence.EvidenceSettings;
import io.ameles.evidence.EvidenceTable;
import io.ameles.evidence.Summary;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.evidence.Evidence;
import io.ameles.model.evidence.Selection;
import io.ameles.model.learn.Learner;
import io.ameles.stream.job.LearnerList;
import io.ameles.stream.job.Software;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ameles verify-learner}. */
@Command(
    name = "verify-learner",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures how well learners forget, without Kafka or Flink.",
      "",
      "Has each learner learn a data set task by task, forget something, and learn on, and compares"
          + " it with a model that was trained without what was forgotten: accuracy, membership"
          + " inference, probes, relearning, spill and relapse. Exits with 1 if a learner declares"
          + " what it does not do. How to read it: docs/evidence.md."
    })
final class VerifyLearnerCommand implements Callable<Integer> {
  /** Unless it is said how many to learn: enough to measure, and done in minutes. */
  private static final int EXAMPLES = 10_000;

  @Mixin private StreamChoice choice = new StreamChoice();

  @Option(
      names = "--learners",
      paramLabel = "LIST",
      defaultValue = "nearest-mean",
      description =
          "Which learners, as in the configuration: names, with settings if need be, as in"
              + " 'nearest-mean, wide: {type: ridge, features: random}'. Default: ${DEFAULT-VALUE}.")
  private String learners = "nearest-mean";

  @Option(
      names = "--scopes",
      paramLabel = "SCOPE",
      split = ",",
      description =
          "What to forget: random (examples), coherent (an example and those most like it), subject,"
              + " label, task; default: all of these.")
  private List<Selection> selections = List.of(); // none named here: it would start the logging

  @Option(
      names = "--forget",
      paramLabel = "N",
      defaultValue = "100",
      description = "Examples of a request for single ones; default: ${DEFAULT-VALUE}.")
  private int forget;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Runs, with seeds from --seed on; default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "256",
      description = "Examples of a micro-batch; default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "auto, cpu or gpu:N; default: ${DEFAULT-VALUE}.")
  private String device = "auto";

  @Option(
      names = "--unsupported-too",
      description = "Also measure what learners do not claim to forget.")
  private boolean unsupportedToo;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write evidence.json and plots (PNG) to this folder.")
  private @Nullable Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    requirePositive("--forget", forget);
    requirePositive("--seeds", seeds);
    requirePositive("--batch", batch);
    EvidenceSettings settings =
        new EvidenceSettings(selections(), forget, batch, device(), unsupportedToo);
    Dataset dataset = choice.load();
    List<Learner> tested = LearnerList.parse(learners, EvidenceRun.space(dataset.dimension()));
    if (out != null) {
      Files.createDirectories(out);
    }
    List<Long> runs = LongStream.range(choice.seed(), choice.seed() + seeds).boxed().toList();
    List<Evidence> results =
        new EvidenceRun(settings, tested, seed -> choice.stream(dataset, seed, EXAMPLES))
            .run(runs, this::tell);
    EvidenceReport report =
        new EvidenceReport(
            Software.name(), dataset.name(), runs, batch, device, results, Summary.of(results));
    print(report);
    return report.everythingHolds() ? ExitCode.OK : Ameles.NOT_EQUAL;
  }

  private List<Selection> selections() {
    return selections.isEmpty()
        ? List.of(Selection.values())
        : selections.stream().distinct().toList();
  }

  private void tell(Evidence evidence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "seed %d, %s, %s: %s %s"
            .formatted(
                evidence.seed(),
                evidence.learner().name(),
                evidence.selection().text(),
                evidence.judgement().verdict(),
                evidence.judgement().reason()));
    err.flush();
  }

  private void print(EvidenceReport report) {
    PrintWriter printer = spec.commandLine().getOut();
    EvidenceTable.of(report.summaries()).forEach(printer::println);
    if (out != null) {
      Path folder = out;
      report.write(folder.resolve("evidence.json"));
      printer.println();
      printer.println("files      " + folder.resolve("evidence.json"));
      EvidencePlots.draw(report, folder).forEach(file -> printer.println("           " + file));
    }
  }

  private TensorDevice device() {
    try {
      return new TensorDevice(device);
    } catch (IllegalArgumentException e) {
      throw new AmelesException(ErrorCode.CONFIGURATION, "--device: " + e.getMessage(), e);
    }
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION, "%s: is %d, must be at least 1.".formatted(option, value));
    }
  }
}

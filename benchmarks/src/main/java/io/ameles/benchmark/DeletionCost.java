package io.ameles.benchmark;

import io.ameles.embedded.EmbeddedKafka;
import io.ameles.schema.AvroGuards;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What deleting one subject costs, against how much was learned: work and time of the ledger's
 * operator alone, and the time from request to receipt through broker, cluster and checkpoints.
 */
@Command(name = "DeletionCost", mixinStandardHelpOptions = true)
public final class DeletionCost implements Callable<Integer> {
  @Option(names = "--sizes", split = ",", defaultValue = "10000,100000,1000000")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--round-trip-sizes",
      split = ",",
      defaultValue = "10000,100000",
      description = "Sizes for the way through broker and cluster; 0 for none.")
  private List<Integer> roundTripSizes = List.of();

  @Option(names = "--backends", split = ",", defaultValue = "HEAP,ROCKSDB")
  private List<LedgerCost.Backend> backends = List.of();

  @Option(names = "--examples", defaultValue = "50", description = "Examples per subject.")
  private int examples;

  @Option(names = "--dimension", defaultValue = "64")
  private int dimension;

  @Option(names = "--deletions", defaultValue = "500")
  private int deletions;

  @Option(names = "--round-trips", defaultValue = "60")
  private int roundTrips;

  @Option(names = "--interval-millis", defaultValue = "1000")
  private int intervalMillis;

  @Option(names = "--plot", paramLabel = "FILE", description = "Draws a picture, as PNG.")
  private @Nullable Path plot;

  private final List<LedgerCost.Work> work = new ArrayList<>();
  private final List<DeletionCostPlot.Line> lines = new ArrayList<>();

  /** For the command line library. */
  public DeletionCost() {}

  /** Where the program begins. */
  public static void main(String[] args) {
    AvroGuards.establish();
    System.exit(new CommandLine(new DeletionCost()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    System.out.printf(
        "One deletion of a subject with %d examples of %d dimensions.%n%n", examples, dimension);
    for (LedgerCost.Backend backend : backends) {
      operator(backend);
    }
    if (roundTripSizes.stream().allMatch(size -> size > 0)) {
      roundTrips();
    }
    if (plot != null) {
      DeletionCostPlot.write(lines, plot);
    }
    return 0;
  }

  private void operator(LedgerCost.Backend backend) throws Exception {
    if (work.isEmpty()) { // counted before the backend, so the same whatever it is
      for (int size : sizes) {
        work.add(LedgerCost.count(backend, size, examples, dimension));
      }
    }
    try (LedgerCost cost = new LedgerCost(backend, sizes, examples, dimension)) {
      // Of the smallest ledger everything is replaced by what is learned meanwhile.
      List<Quantiles> micros = cost.measure(deletions, deletions);
      System.out.printf(
          "%-8s %12s %8s %8s %10s %10s %8s%n",
          "operator", "learned", "reads", "writes", "p50, us", "p99, us", "ratio");
      for (int i = 0; i < sizes.size(); i++) {
        System.out.printf(
            Locale.ROOT,
            "%-8s %,12d %8d %8d %10.0f %10.0f %8.2f%n",
            backend,
            sizes.get(i),
            work.get(i).reads(),
            work.get(i).writes(),
            micros.get(i).median(),
            micros.get(i).at(0.99),
            micros.get(i).median() / micros.get(0).median());
      }
      System.out.println();
      lines.add(
          new DeletionCostPlot.Line(
              DeletionCostPlot.Kind.OPERATOR,
              backend,
              sizes,
              micros.stream().map(q -> q.median() / 1e3).toList()));
    }
  }

  private void roundTrips() throws Exception {
    DeletionRoundTrip roundTrip =
        new DeletionRoundTrip(examples, dimension, Duration.ofMillis(intervalMillis));
    System.out.printf(
        "%-10s %12s %12s %12s %16s %16s %14s%n",
        "to receipt",
        "learned",
        "p50, ms",
        "p99, ms",
        "checkpoint, ms",
        "longest, ms",
        "wrote, MiB");
    try (Scratch scratch = new Scratch();
        EmbeddedKafka kafka = EmbeddedKafka.startIn(scratch.folder().resolve("kafka"), 0)) {
      Path folder = scratch.folder();
      for (LedgerCost.Backend backend : backends) {
        List<DeletionRoundTrip.Result> results = new ArrayList<>();
        for (int size : roundTripSizes) {
          DeletionRoundTrip.Result result =
              roundTrip.measure(kafka, folder, backend, size, roundTrips);
          print(backend, size, result);
          results.add(result);
        }
        lines.add(
            new DeletionCostPlot.Line(
                DeletionCostPlot.Kind.RECEIPT,
                backend,
                roundTripSizes,
                results.stream().map(r -> r.receiptMillis().median()).toList()));
        lines.add(
            new DeletionCostPlot.Line(
                DeletionCostPlot.Kind.CHECKPOINT,
                backend,
                roundTripSizes,
                results.stream().map(r -> r.checkpointMillis().median()).toList()));
      }
    }
  }

  private static void print(LedgerCost.Backend backend, int size, DeletionRoundTrip.Result result) {
    System.out.printf(
        Locale.ROOT,
        "%-10s %,12d %12.0f %12.0f %16.0f %16.0f %14.1f%n",
        backend,
        size,
        result.receiptMillis().median(),
        result.receiptMillis().at(0.99),
        result.checkpointMillis().median(),
        result.checkpointMillis().at(1),
        result.checkpointMebibytes().median());
  }
}

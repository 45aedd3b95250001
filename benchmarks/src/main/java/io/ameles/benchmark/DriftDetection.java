package io.ameles.benchmark;

import io.ameles.model.drift.DetectorType;
import io.ameles.model.drift.ErrorDetector;
import io.ameles.model.drift.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.zip.GZIPInputStream;

/**
 * What the detectors of drift notice, how late, and how often they are wrong.
 *
 * <p>{@code DriftDetection [electricity.csv.gz [pacs-mobilenetv2]]}: seeded streams of errors whose
 * rate is known, and of inputs whose distribution is; and, if they are given, the errors of a
 * running nearest-mean classifier on Electricity (elec2), and pictures of four kinds (PACS).
 */
public final class DriftDetection {
  private static final int STREAMS = 100;
  private static final int BEFORE = 5_000;
  private static final int AFTER = 5_000;
  private static final int QUIET = 1_000_000;
  private static final int PER = 100_000;

  private DriftDetection() {}

  private record Change(String name, double from, double to, int over) {
    double rate(int i) {
      if (i < BEFORE) {
        return from;
      }
      return i - BEFORE >= over ? to : from + (to - from) * (i - BEFORE) / over;
    }
  }

  /** Where the program begins. */
  public static void main(String[] args) throws IOException {
    List<Change> changes =
        List.of(
            new Change("0.2 to 0.3 at once", 0.2, 0.3, 0),
            new Change("0.2 to 0.4 at once", 0.2, 0.4, 0),
            new Change("0.1 to 0.5 at once", 0.1, 0.5, 0),
            new Change("0.1 to 0.5 over 2,000", 0.1, 0.5, 2_000));
    System.out.printf("False alarms per 100,000 errors of a constant rate%n");
    for (DetectorType type : DetectorType.values()) {
      System.out.printf(
          "  %-13s rate 0.05 %7.1f   rate 0.2 %7.1f   rate 0.4 %7.1f%n",
          type.text(), falseAlarms(type, 0.05), falseAlarms(type, 0.2), falseAlarms(type, 0.4));
    }
    for (Change change : changes) {
      System.out.printf("Error rate from %s, %d streams%n", change.name(), STREAMS);
      for (DetectorType type : DetectorType.values()) {
        report(type, change);
      }
    }
    InputDriftDetection.report();
    if (args.length > 0) {
      electricity(Path.of(args[0]));
    }
    if (args.length > 1) {
      PacsDrift.report(Path.of(args[1]));
    }
  }

  private static double falseAlarms(DetectorType type, double rate) {
    ErrorDetector detector = type.open();
    int alarms = alarms(detector, new Random(1), i -> rate, QUIET).size();
    return (double) alarms / QUIET * PER;
  }

  private static void report(DetectorType type, Change change) {
    int noticed = 0;
    int early = 0;
    List<Integer> delays = new ArrayList<>();
    for (int seed = 0; seed < STREAMS; seed++) {
      List<Integer> alarms = alarms(type.open(), new Random(seed), change::rate, BEFORE + AFTER);
      early += (int) alarms.stream().filter(at -> at < BEFORE).count();
      var first = alarms.stream().filter(at -> at >= BEFORE).findFirst();
      if (first.isPresent()) {
        noticed++;
        delays.add(first.get() - BEFORE);
      }
    }
    delays.sort(null);
    System.out.printf(
        "  %-13s noticed %3d, median delay %5d, false alarms before %d%n",
        type.text(), noticed, delays.isEmpty() ? -1 : delays.get(delays.size() / 2), early);
  }

  private static List<Integer> alarms(
      ErrorDetector detector, Random random, IntToDoubleFunction rate, int length) {
    List<Integer> alarms = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      double error = random.nextDouble() < rate.applyAsDouble(i) ? 1 : 0;
      if (detector.add(error) == Signal.DRIFT) {
        alarms.add(i);
      }
    }
    return alarms;
  }

  private static void electricity(Path file) throws IOException {
    List<double[]> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      lines.readLine(); // names of the columns
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        double[] row = new double[cells.length];
        for (int i = 0; i < row.length; i++) {
          row[i] = Double.parseDouble(cells[i]);
        }
        rows.add(row);
      }
    }
    boolean[] wrong = errors(rows);
    int unchanged = 0;
    int errors = 0;
    for (int i = 0; i < wrong.length; i++) {
      errors += wrong[i] ? 1 : 0;
      unchanged += i > 0 && label(rows.get(i)) == label(rows.get(i - 1)) ? 1 : 0;
    }
    System.out.printf(
        "Electricity, %,d rows: running nearest mean %.3f right, no change %.3f%n",
        wrong.length, 1 - (double) errors / wrong.length, (double) unchanged / wrong.length);
    for (DetectorType type : DetectorType.values()) {
      ErrorDetector detector = type.open();
      int alarms = 0;
      for (boolean error : wrong) {
        if (detector.add(error ? 1 : 0) == Signal.DRIFT) {
          alarms++;
        }
      }
      System.out.printf("  %-13s %d alarms%n", type.text(), alarms);
    }
  }

  private static int label(double[] row) {
    return (int) row[row.length - 1];
  }

  /** Predict first, then learn; a label that has not been seen is never predicted. */
  private static boolean[] errors(List<double[]> rows) {
    int dimension = rows.get(0).length - 1;
    double[][] sums = new double[2][dimension];
    int[] counts = new int[2];
    boolean[] wrong = new boolean[rows.size()];
    for (int i = 0; i < wrong.length; i++) {
      double[] row = rows.get(i);
      int predicted =
          distance(row, sums[0], counts[0]) <= distance(row, sums[1], counts[1]) ? 0 : 1;
      wrong[i] = predicted != label(row);
      counts[label(row)]++;
      for (int d = 0; d < dimension; d++) {
        sums[label(row)][d] += row[d];
      }
    }
    return wrong;
  }

  private static double distance(double[] row, double[] sum, int count) {
    if (count == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double distance = 0;
    for (int d = 0; d < sum.length; d++) {
      double apart = row[d] - sum[d] / count;
      distance += apart * apart;
    }
    return distance;
  }
}

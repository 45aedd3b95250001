package io.ameles.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ameles.demo.dataset.DataFolder;
import io.ameles.demo.dataset.Dataset;
import io.ameles.demo.dataset.DatasetCatalog;
import io.ameles.demo.dataset.GeneratedDataset;
import io.ameles.demo.dataset.LabelledRows;
import io.ameles.demo.dataset.RealData;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.schema.AvroGuards;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The main job as a user runs it. */
class DemoITCase {
  @TempDir private Path folder;

  private final StringWriter printed = new StringWriter();

  @BeforeAll
  static void establishGuards() {
    AvroGuards.establish();
  }

  @Test
  void generatedDataWithDeletionsEndsEqual() throws Exception {
    JsonNode report = demo("--examples", "4000", "--duration", "8", "--seed", "5");

    JsonNode learner = report.path("learners").path("nearest-mean");
    assertThat(learner.path("auditEqual").asBoolean()).isTrue();
    assertThat(learner.path("stateDigest")).isEqualTo(learner.path("auditDigest"));
    assertThat(learner.path("finalAccuracy").asDouble()).isBetween(0.7, 1.0);
    assertThat(learner.path("forgetting").asDouble()).isBetween(-0.2, 0.5);
    assertThat(learner.path("accuracyByTask")).hasSize(10);
    // A deletion may be read before the events it covers, which are then never learned.
    assertThat(
            report.path("examplesLearned").asLong()
                + report.path("accounting").path("covered").asLong())
        .isEqualTo(4000);
    assertThat(report.path("deadLetters").asLong()).isZero();
    JsonNode deletions = report.path("deletions");
    assertThat(deletions.path("completed").asLong())
        .isEqualTo(deletions.path("requested").asLong())
        .isEqualTo(report.path("receipts").size());
    assertThat(deletions.path("rejected").asLong()).isZero();
    assertThat(report.path("receipts").findValuesAsText("status")).contains("REPEATED");
    assertThat(deletions.path("sealed").asLong())
        .as("all but the repetition")
        .isEqualTo(deletions.path("requested").asLong() - 1);
    assertThat(report.path("receipts").findValuesAsText("stage"))
        .containsOnly("SEALED", "REPEATED");
    assertThat(report.path("liveExamples").asLong()).isLessThan(4000);
    assertThat(printed.toString())
        .contains("EQUAL: the published model is, bit for bit, the model of the live examples.");
    assertThat(filesNaming("subject-0")).isEmpty();
    Path receipts = folder.resolve("out").resolve("receipts");
    assertThat(printed.toString()).endsWith("./ameles verify " + receipts + System.lineSeparator());
    assertThat(execute("verify", receipts.toString())).isZero();
    assertThat(printed.toString()).contains("SEALED", "VERIFIED");
  }

  /** Files that the service wrote; the broker's input topics are the producer's. */
  private List<Path> filesNaming(String text) throws IOException {
    List<Path> naming = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        boolean ours = !file.startsWith(folder.resolve("out").resolve("kafka"));
        if (ours && Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          naming.add(file);
        }
      }
    }
    return naming;
  }

  @Test
  void modeDigestsRefusesATaskAndStaysEqual() throws Exception {
    JsonNode report = demo("--examples", "3000", "--duration", "5", "--ledger", "digests");

    assertThat(report.path("learners").path("nearest-mean").path("auditEqual").asBoolean())
        .isTrue();
    assertThat(report.path("deletions").path("rejected").asLong()).isEqualTo(1);
    assertThat(report.path("ledger").asText()).isEqualTo("digests");
  }

  @Test
  void learnersRunSideBySideThroughASequenceOfLearningAndForgetting() throws Exception {
    JsonNode report =
        demo(
            "--examples",
            "3000",
            "--duration",
            "0",
            "--sequence",
            "L0,L1,U0,L2,L3",
            "--learners",
            "nearest-mean, ridge, wide: {type: ridge, features: random, size: 200},"
                + " counting-bottleneck: {heads: 32}, uncle, bottleneck: {heads: 32}, ensemble,"
                + " projection, softmax");

    JsonNode learners = report.path("learners");
    assertThat(learners).hasSize(9);
    for (String exact : List.of("nearest-mean", "ridge", "wide", "counting-bottleneck")) {
      JsonNode learner = learners.path(exact);
      assertThat(learner.path("auditEqual").asBoolean()).as(exact).isTrue();
      assertThat(learner.path("auditDigest")).isEqualTo(learner.path("stateDigest"));
      assertThat(learner.path("finalAccuracy").asDouble()).as(exact).isGreaterThan(0.7);
      assertThat(learner.path("forgottenAccuracy").asDouble()).as(exact).isZero();
    }
    for (String sequential : List.of("uncle", "bottleneck", "ensemble", "projection", "softmax")) {
      assertThat(learners.path(sequential).path("additive").asBoolean(true)).isFalse();
      assertThat(learners.path(sequential).path("auditDigest").asText()).isEmpty();
    }
    assertThat(learners.path("uncle").path("finalAccuracyTaskKnown").asDouble()).isGreaterThan(0.8);
    assertThat(report.path("receipts").findValuesAsText("status")).containsExactly("PARTIAL");
    assertThat(report.path("receipts").findValuesAsText("stage"))
        .as("some learners cannot forget a task")
        .containsExactly("PUBLISHED");
    assertThat(report.path("examplesLearned").asLong()).isEqualTo(3000);
  }

  @Test
  void cifar100ReachesTheAccuracyOfADirectComputation() throws Exception {
    JsonNode report =
        demo("--dataset", "cifar-100", "--data", data(), "--no-deletions", "--duration", "0");

    double accuracy = report.path("learners").path("nearest-mean").path("finalAccuracy").asDouble();
    assertThat(report.path("liveExamples").asLong()).isEqualTo(50_000);
    assertThat(accuracy).isCloseTo(0.508, within(0.003));
    // One row of 10,000 may fall the other way where two float32 scores are as good as equal.
    assertThat(accuracy).isCloseTo(directAccuracy(), within(0.0002));
  }

  @Test
  void cifar100StaysEqualWhenATwentiethOfTheSubjectsIsForgotten() throws Exception {
    JsonNode report =
        demo(
            "--dataset",
            "cifar-100",
            "--data",
            data(),
            "--forget-subjects",
            "0.05",
            "--duration",
            "10");

    assertThat(report.path("learners").path("nearest-mean").path("auditEqual").asBoolean())
        .isTrue();
    assertThat(report.path("deletions").path("completed").asLong()).isGreaterThan(15);
  }

  @Test
  void whatCannotBeDoneIsToldInOneSentence() throws Exception {
    assertThat(execute("demo", "--dataset", "unknown")).isEqualTo(2);
    assertThat(printed.toString()).contains("--dataset").contains("fashion-mnist");
    Files.writeString(folder.resolve("something"), "here");
    assertThat(execute("demo", "--out", folder.toString())).isEqualTo(2);
    assertThat(printed.toString()).contains("not empty").doesNotContain("\tat ");
  }

  private JsonNode demo(String... options) throws Exception {
    Path report = folder.resolve("report.json");
    List<String> arguments = new ArrayList<>(List.of("demo", "--no-console"));
    arguments.addAll(List.of(options));
    arguments.addAll(
        List.of("--out", folder.resolve("out").toString(), "--report", report.toString()));

    assertThat(execute(arguments.toArray(String[]::new))).as(printed.toString()).isZero();

    return new ObjectMapper().readTree(report.toFile());
  }

  private static String data() {
    return RealData.folder().toString();
  }

  private int execute(String... arguments) {
    CommandLine command = Ameles.commandLine();
    command.setOut(new PrintWriter(printed, true));
    command.setErr(new PrintWriter(printed, true));
    return command.execute(arguments);
  }

  /** Nearest mean on the same quantized rows, in plain float64 loops. */
  private static double directAccuracy() throws Exception {
    Dataset dataset =
        new DatasetCatalog(
                DataFolder.at(RealData.folder()),
                Path.of("target/cache"),
                GeneratedDataset.defaults())
            .load("cifar-100");
    Map<String, double[]> means = means(dataset.train(), dataset.dimension());
    LabelledRows test = dataset.test();
    int correct = 0;
    for (int row = 0; row < test.size(); row++) {
      if (nearest(means, Quantization.DEFAULT.quantize(test.features(row)))
          .equals(test.label(row))) {
        correct++;
      }
    }
    return (double) correct / test.size();
  }

  private static Map<String, double[]> means(LabelledRows rows, int dimension) throws Exception {
    Map<String, double[]> sums = new TreeMap<>();
    Map<String, Integer> counts = new TreeMap<>();
    for (int row = 0; row < rows.size(); row++) {
      double[] sum = sums.computeIfAbsent(rows.label(row), label -> new double[dimension]);
      QuantizedVector vector = Quantization.DEFAULT.quantize(rows.features(row));
      for (int i = 0; i < dimension; i++) {
        sum[i] += vector.get(i);
      }
      counts.merge(rows.label(row), 1, Integer::sum);
    }
    sums.forEach(
        (label, sum) -> {
          for (int i = 0; i < dimension; i++) {
            sum[i] /= counts.get(label);
          }
        });
    return sums;
  }

  private static String nearest(Map<String, double[]> means, QuantizedVector row) {
    String best = "";
    double bestScore = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, double[]> mean : means.entrySet()) {
      double score = 0;
      for (int i = 0; i < row.dimension(); i++) {
        double value = mean.getValue()[i];
        score += value * row.get(i) - value * value / 2;
      }
      if (score > bestScore) {
        bestScore = score;
        best = mean.getKey();
      }
    }
    return best;
  }
}

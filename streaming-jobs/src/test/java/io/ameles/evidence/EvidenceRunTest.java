package io.ameles.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ameles.demo.dataset.ClassIncrementalStream;
import io.ameles.model.evidence.Course;
import io.ameles.model.evidence.Evidence;
import io.ameles.model.evidence.Judgement;
import io.ameles.model.evidence.Selection;
import io.ameles.model.evidence.Verdict;
import io.ameles.model.learn.Lesson;
import io.ameles.schema.Guarantee;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceRunTest {
  @Test
  void courseIsTheStreamWithARequestBeforeTheLastTasks() {
    ClassIncrementalStream stream = SmallRun.stream(1);
    Course course = EvidenceCourse.of(stream, 16);
    assertThat(course.train()).hasSize(SmallRun.EXAMPLES);
    assertThat(course.train())
        .extracting(Lesson::label)
        .containsExactlyElementsOf(
            stream.examples().stream().map(example -> example.label()).toList());
    assertThat(course.test()).hasSize(120);
    assertThat(course.before()).extracting(Lesson::task).last().isEqualTo("task-02");
    assertThat(course.after()).extracting(Lesson::task).containsOnly("task-03");
    assertThat(course.train().stream().map(Lesson::subject).distinct()).hasSizeBetween(8, 10);
    assertThat(course.batch()).isEqualTo(16);
  }

  @Test
  void exactLearnerIsProvenWithEverySeed(@TempDir Path folder) throws IOException {
    List<Evidence> results = SmallRun.run(Selection.values());
    assertThat(results).hasSize(2 * Selection.values().length);
    assertThat(results)
        .extracting(evidence -> evidence.judgement().verdict())
        .containsOnly(Verdict.PROVEN);
    EvidenceReport report = SmallRun.report(results);
    assertThat(report.everythingHolds()).isTrue();
    assertReadable(report, folder.resolve("evidence.json"));
    assertDrawn(report, folder);
    assertTable(report);
  }

  private static void assertReadable(EvidenceReport report, Path file) throws IOException {
    report.write(file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.get("results")).hasSize(10);
    JsonNode first = json.get("results").get(0);
    assertThat(first.at("/judgement/verdict").asText()).isEqualTo("PROVEN");
    assertThat(first.at("/findings/parameters/afterRequest/unlearnedDigest").asText()).hasSize(64);
    assertThat(json.get("summaries")).hasSize(5);
  }

  /** In the size that was meant, with the colours of every kind of mark, and white at the rims. */
  private static void assertDrawn(EvidenceReport report, Path folder) throws IOException {
    List<Path> files = EvidencePlots.draw(report, folder);
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .containsExactly("accuracy.png", "membership.png", "relapse.png");
    for (Path file : files) {
      BufferedImage image = ImageIO.read(file.toFile());
      assertThat(image.getWidth()).isEqualTo(PlotStyle.WIDTH);
      Set<Integer> colors = new HashSet<>();
      for (int x = 0; x < image.getWidth(); x++) {
        for (int y = 0; y < image.getHeight(); y++) {
          colors.add(image.getRGB(x, y));
        }
        assertThat(image.getRGB(x, 0)).isEqualTo(0xFFFFFFFF);
        assertThat(image.getRGB(x, image.getHeight() - 1)).isEqualTo(0xFFFFFFFF);
      }
      for (int y = 0; y < image.getHeight(); y++) { // no name reaches beyond the picture
        assertThat(image.getRGB(0, y)).isEqualTo(0xFFFFFFFF);
        assertThat(image.getRGB(image.getWidth() - 1, y)).isEqualTo(0xFFFFFFFF);
      }
      assertThat(colors).containsAnyOf(PlotStyle.BLUE.getRGB(), PlotStyle.VERMILLION.getRGB());
    }
  }

  private static void assertTable(EvidenceReport report) {
    List<String> lines = EvidenceTable.of(report.summaries());
    assertThat(lines.get(0)).startsWith("learner").endsWith("verdict");
    assertThat(lines.subList(1, 6))
        .allMatch(line -> line.startsWith("nearest-mean ") && line.endsWith("  PROVEN"))
        .allMatch(line -> line.contains("(+0.000)") && !line.contains("NaN"));
    assertThat(lines.get(4)).contains(" label ").contains("> 0.000 (+0.000)").contains("1.00");
  }

  @Test
  void oneFalseDeclarationIsEnough() {
    List<Evidence> results = new ArrayList<>(SmallRun.run(Selection.LABEL));
    results.set(1, judged(results.get(1), Verdict.REFUTED));
    EvidenceReport report = SmallRun.report(results);
    assertThat(report.everythingHolds()).isFalse();
    assertThat(report.summaries().get(0).verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(EvidenceTable.of(report.summaries()).get(1)).endsWith("REFUTED (1 of 2)");
  }

  @Test
  void summaryIsTheMeanOverSeeds() {
    List<Evidence> results = SmallRun.run(Selection.TASK);
    Summary summary = Summary.of(results).get(0);
    double mean =
        results.stream()
            .map(evidence -> Objects.requireNonNull(evidence.findings()))
            .map(findings -> Objects.requireNonNull(findings.retainedAccuracy()))
            .mapToDouble(accuracy -> accuracy.unlearned().value())
            .average()
            .orElseThrow();
    assertThat(Objects.requireNonNull(summary.retained()).unlearned()).isEqualTo(mean);
    assertThat(summary.retained().gap()).isZero();
    assertThat(summary.seeds()).isEqualTo(2);
  }

  @Test
  void whatWasNotMeasuredIsNeitherDrawnNorCounted(@TempDir Path folder) {
    Evidence measured = SmallRun.run(Selection.LABEL).get(0);
    Evidence unmeasured =
        new Evidence(
            measured.learner(),
            Guarantee.UNSUPPORTED,
            Selection.LABEL,
            "x",
            1,
            10,
            1,
            null,
            new Judgement(Verdict.UNSUPPORTED, ""));
    EvidenceReport report = SmallRun.report(List.of(unmeasured));
    assertThat(report.everythingHolds()).isTrue();
    assertThat(EvidencePlots.draw(report, folder)).isEmpty();
    assertThat(EvidenceTable.of(report.summaries()).get(1))
        .contains("unsupported")
        .endsWith("UNSUPPORTED")
        .doesNotContain("0.0");
    assertThat(EvidenceTable.of(List.of())).isNotEmpty();
  }

  private static Evidence judged(Evidence evidence, Verdict verdict) {
    return new Evidence(
        evidence.learner(),
        evidence.guarantee(),
        evidence.selection(),
        evidence.target(),
        evidence.seed(),
        evidence.learned(),
        evidence.forgotten(),
        evidence.findings(),
        new Judgement(verdict, "because"));
  }
}

package io.ameles;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.serve.PredictionCode;
import io.ameles.model.verify.receipt.Flaw;
import io.ameles.schema.DeadLetterCode;
import io.ameles.stream.learn.AccountingMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents list is what there is. */
class DocumentationTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

  @Test
  void everyDeadLetterCodeHasItsRow() throws IOException {
    assertThat(rows("docs/formats.md"))
        .containsAll(Arrays.stream(DeadLetterCode.values()).map(Enum::name).toList());
  }

  @Test
  void everyCodeOfAnAnswerIsExplained() throws IOException {
    String formats = Files.readString(ROOT.resolve("docs/formats.md"));
    String section = formats.substring(formats.indexOf("### Prediction\n"));
    assertThat(PredictionCode.values())
        .allSatisfy(code -> assertThat(section).contains("`%s`".formatted(code.name())));
  }

  @Test
  void everyAccountingMetricHasItsRow() throws IOException {
    assertThat(rows("docs/operations.md"))
        .containsAll(
            Arrays.stream(AccountingMetric.values()).map(AccountingMetric::metricName).toList());
  }

  @Test
  void everyFlawOfReceiptsHasItsRow() throws IOException {
    assertThat(rows("docs/formats.md"))
        .containsAll(Arrays.stream(Flaw.values()).map(Enum::name).toList());
  }

  @Test
  void everyLinkToAFileLeadsSomewhere() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 3)) {
      for (Path file : files.filter(DocumentationTest::isDocument).toList()) {
        Matcher links = LINK.matcher(Files.readString(file));
        while (links.find()) {
          assertThat(file.resolveSibling(links.group(1))).as("linked in " + file).exists();
        }
      }
    }
  }

  private static boolean isDocument(Path file) {
    return file.toString().endsWith(".md") && !file.toString().contains("target");
  }

  private static List<String> rows(String document) throws IOException {
    return ROW.matcher(Files.readString(ROOT.resolve(document)))
        .results()
        .map((MatchResult row) -> row.group(1))
        .toList();
  }
}

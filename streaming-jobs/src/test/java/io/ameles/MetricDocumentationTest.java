package io.ameles;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.drift.DetectorType;
import io.ameles.schema.metric.MetricCatalog;
import io.ameles.schema.metric.MetricEntry;
import io.ameles.stream.learn.AccountingMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The tables of metrics in docs/operations.md are the catalogue. After changing the catalogue, run
 * this with {@code -Dmetrics.document=write} to write them anew.
 */
class MetricDocumentationTest {
  private static final Path DOCUMENT = Path.of("../docs/operations.md");
  private static final String BEGIN = "<!-- metrics: made from the catalogue -->\n";
  private static final String END = "<!-- metrics: end -->\n";
  private static final Pattern LEARNER_FACT = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

  @Test
  void tablesAreTheCatalogue() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    int end = document.indexOf(END);
    assertThat(end).isGreaterThanOrEqualTo(begin);
    if (System.getProperty("metrics.document") != null) {
      Files.writeString(
          DOCUMENT, document.substring(0, begin) + tables() + document.substring(end));
      return;
    }
    assertThat(document.substring(begin, end)).isEqualTo(tables());
  }

  @Test
  void whatIsCountedWithVersionsIsInTheCatalogue() {
    assertThat(Arrays.stream(AccountingMetric.values()).map(AccountingMetric::metricName))
        .allSatisfy(name -> assertThat(MetricCatalog.find(name)).isPresent());
  }

  @Test
  void everyDetectorIsInTheCatalogue() {
    assertThat(Arrays.stream(DetectorType.values()).map(DetectorType::text))
        .allSatisfy(
            detector ->
                assertThat(MetricCatalog.find("drift.alarms." + detector))
                    .as(detector)
                    .isPresent());
  }

  /** The pages of learners list their facts in tables under the heading Facts. */
  @Test
  void factsOnThePagesOfLearnersAreInTheCatalogue() throws IOException {
    for (String learner : List.of("ridge", "ensemble")) {
      String page = Files.readString(Path.of("../docs/learners", learner + ".md"));
      String facts = page.substring(page.indexOf("## Facts")).split("\n## ", 3)[0];
      Matcher rows = LEARNER_FACT.matcher(facts);
      assertThat(rows.find()).isTrue();
      do {
        assertThat(MetricCatalog.find("learner." + rows.group(1))).as(rows.group(1)).isPresent();
      } while (rows.find());
    }
  }

  private static String tables() {
    StringBuilder tables = new StringBuilder();
    String group = "";
    for (MetricEntry entry : MetricCatalog.entries()) {
      if (!entry.group().equals(group)) {
        group = entry.group();
        tables
            .append("\n%s:\n\n".formatted(group))
            .append("| name | of | tag | unit | law | value |\n|---|---|---|---|---|---|\n");
      }
      tables.append(
          "| `%s` | %s | %s | %s | %s | %s |\n"
              .formatted(
                  entry.name(),
                  entry.perLearner() ? "learner" : "job",
                  entry.tag(),
                  entry.unit(),
                  law(entry),
                  entry.sentence()));
    }
    return tables.append('\n').toString();
  }

  private static String law(MetricEntry entry) {
    String law = entry.law().name().toLowerCase(Locale.ROOT);
    return switch (entry.told()) {
      case TOPIC -> law;
      case REPORTERS -> law + "; gauge only";
      case CONSOLE -> law + "; console only";
    };
  }
}

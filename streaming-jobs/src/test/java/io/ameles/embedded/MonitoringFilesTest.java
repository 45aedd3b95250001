package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ameles.client.alert.AlertRule;
import io.ameles.schema.metric.MetricCatalog;
import io.ameles.schema.metric.MetricEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules and dashboards ask for what there is, and somebody says what to do. */
class MonitoringFilesTest {
  private static final Path DOCKER = Path.of("../docker").toAbsolutePath().normalize();
  private static final Pattern METRIC = Pattern.compile("\\b(ameles|flink)_[A-Za-z0-9_]+");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Test
  void rulesAskForMetricsThatExist() throws IOException {
    assertThat(rules())
        .hasSizeGreaterThan(10)
        .allSatisfy(rule -> requireKnown(rule.path("expr").asText()));
  }

  @Test
  void dashboardsAskForMetricsThatExist() throws IOException {
    List<String> expressions = new ArrayList<>();
    for (JsonNode board : dashboards()) {
      board.findValues("expr").forEach(expression -> expressions.add(expression.asText()));
      board.findValues("definition").forEach(query -> expressions.add(query.asText()));
    }
    assertThat(expressions).hasSizeGreaterThan(50).allSatisfy(MonitoringFilesTest::requireKnown);
  }

  @Test
  void everyFactOfTheTopicThatIsNotALearnersOwnIsOnADashboardOrInARule() throws IOException {
    Set<String> shown = new HashSet<>();
    for (JsonNode board : dashboards()) {
      board.findValues("expr").forEach(expression -> shown.addAll(metrics(expression.asText())));
    }
    rules().forEach(rule -> shown.addAll(metrics(rule.path("expr").asText())));
    assertThat(MetricCatalog.entries())
        .filteredOn(entry -> entry.told() == MetricEntry.Told.TOPIC)
        .filteredOn(entry -> !entry.name().startsWith("learner."))
        .extracting(MetricEntry::prometheusName)
        .filteredOn(name -> !shown.contains(name))
        .containsExactlyInAnyOrder(
            "ameles_drift_restarts", "ameles_holdout_row", "ameles_forgetting_intended_examples");
  }

  @Test
  void conditionsOfTheConsoleAreRulesOfPrometheusWithTheSameLimits() throws IOException {
    List<JsonNode> rules = rules();
    for (AlertRule condition : AlertRule.values()) {
      assertThat(rules)
          .filteredOn(rule -> rule.path("alert").asText().equals(condition.alertName()))
          .singleElement()
          .satisfies(rule -> requireSame(rule, condition));
    }
  }

  @Test
  void conditionsLookAtFactsInTheCatalogue() {
    List<String> names = MetricCatalog.entries().stream().map(MetricEntry::name).toList();
    assertThat(Arrays.stream(AlertRule.values()).flatMap(rule -> rule.needs().stream()))
        .allSatisfy(
            need ->
                assertThat(names)
                    .anyMatch(
                        name ->
                            name.equals(need) || (need.endsWith(".") && name.startsWith(need))));
  }

  @Test
  void everyRuleSaysWhatToDoAndIsInTheRunbook() throws IOException {
    String runbook = Files.readString(DOCKER.resolveSibling("docs/operations.md"));
    for (JsonNode rule : rules()) {
      String name = rule.path("alert").asText();
      assertThat(rule.path("annotations").path("summary").asText()).as(name).endsWith(".");
      assertThat(rule.path("annotations").path("action").asText()).as(name).endsWith(".");
      String severity = rule.path("labels").path("severity").asText();
      assertThat(severity).as(name).isIn("warning", "critical");
      assertThat(runbook).contains("| `%s` | %s |".formatted(name, severity));
    }
  }

  private static void requireSame(JsonNode rule, AlertRule condition) {
    assertThat(rule.path("labels").path("severity").asText())
        .isEqualTo(condition.severity().text());
    double limit = condition.limit();
    String number = limit == Math.rint(limit) ? Long.toString((long) limit) : "" + limit;
    String expression = rule.path("expr").asText();
    assertThat(expression)
        .as(condition.name())
        .containsPattern("(?<![0-9.])" + Pattern.quote(number) + "(?![0-9.])");
  }

  private static void requireKnown(String expression) {
    for (String metric : metrics(expression)) {
      assertThat(metric.startsWith("flink_") ? Scrape.FLINKS_OWN : ours())
          .as(expression)
          .contains(metric);
    }
  }

  private static List<String> metrics(String expression) {
    return METRIC.matcher(expression).results().map(MatchResult::group).toList();
  }

  private static List<String> ours() {
    return MetricCatalog.entries().stream().map(MetricEntry::prometheusName).toList();
  }

  private static List<JsonNode> rules() throws IOException {
    JsonNode file = YAML.readTree(DOCKER.resolve("prometheus/alerts.yml").toFile());
    List<JsonNode> rules = new ArrayList<>();
    file.path("groups").forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }

  private static List<JsonNode> dashboards() throws IOException {
    List<JsonNode> boards = new ArrayList<>();
    try (Stream<Path> files = Files.list(DOCKER.resolve("grafana/dashboards"))) {
      for (Path file : files.sorted().toList()) {
        boards.add(YAML.readTree(file.toFile()));
      }
    }
    assertThat(boards).hasSize(3);
    return boards;
  }
}

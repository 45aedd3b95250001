package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer in Prometheus' text format 0.0.4, read strictly: every line is a comment or a sample,
 * and every sample's name has a type.
 *
 * @param all samples in their order
 */
record Scrape(List<Sample> all) {
  /** Metrics of Flink itself that dashboards and rules rest on. */
  static final List<String> FLINKS_OWN =
      List.of(
          "flink_jobmanager_job_lastCheckpointDuration",
          "flink_jobmanager_job_lastCheckpointSize",
          "flink_jobmanager_job_numRestarts",
          "flink_jobmanager_job_numberOfCompletedCheckpoints",
          "flink_jobmanager_job_numberOfFailedCheckpoints",
          "flink_taskmanager_Status_JVM_Memory_Heap_Used",
          "flink_taskmanager_Status_JVM_CPU_Load",
          "flink_taskmanager_job_task_backPressuredTimeMsPerSecond",
          "flink_taskmanager_job_task_busyTimeMsPerSecond",
          "flink_taskmanager_job_task_operator_pendingRecords",
          "flink_taskmanager_job_task_operator_numRecordsIn");

  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\",?");
  private static final Pattern TYPE =
      Pattern.compile("# TYPE (\\S+) (counter|gauge|histogram|summary|untyped)");

  /** One value. */
  record Sample(String name, Map<String, String> labels, double value) {}

  static Scrape parse(String text) {
    List<Sample> samples = new ArrayList<>();
    Set<String> typed = new HashSet<>();
    for (String line : text.lines().toList()) {
      Matcher type = TYPE.matcher(line);
      if (type.matches()) {
        typed.add(type.group(1));
      } else if (!line.isEmpty() && !line.startsWith("# HELP ")) {
        Sample sample = sample(line);
        assertThat(typed)
            .as(line)
            .containsAnyOf(sample.name(), sample.name().replaceAll("_(sum|count|total)$", ""));
        samples.add(sample);
      }
    }
    assertThat(samples).doesNotHaveDuplicates();
    return new Scrape(samples);
  }

  private static Sample sample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as(line).isTrue();
    Map<String, String> labels = new HashMap<>();
    String text = sample.group(2) == null ? "" : sample.group(2);
    Matcher label = LABEL.matcher(text);
    int end = 0;
    while (label.find() && label.start() == end) {
      labels.put(label.group(1), unescaped(label.group(2)));
      end = label.end();
    }
    assertThat(end).as(line).isEqualTo(text.length());
    return new Sample(sample.group(1), labels, Double.parseDouble(sample.group(3)));
  }

  private static String unescaped(String text) {
    return Pattern.compile("\\\\(.)")
        .matcher(text)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(escape.group(1).equals("n") ? "\n" : escape.group(1)));
  }

  List<Sample> named(String name) {
    return all.stream().filter(sample -> sample.name().equals(name)).toList();
  }
}

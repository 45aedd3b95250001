package io.ameles.schema.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricCatalogTest {
  @Test
  void everyEntryIsComplete() {
    assertThat(MetricCatalog.entries())
        .hasSizeGreaterThan(50)
        .allSatisfy(
            entry -> {
              assertThat(entry.name()).matches("[a-z]+(\\.[a-z]+(-[a-z]+)*)+");
              assertThat(entry.group()).isNotBlank();
              assertThat(entry.unit()).isNotBlank();
              assertThat(entry.sentence()).endsWith(".");
              assertThat(entry.tag())
                  .isIn("none", "label", "task", "task or label", "dimension", "topic");
            });
  }

  @Test
  void entriesAreFoundByName() {
    MetricEntry entry = MetricCatalog.find("accuracy.label").orElseThrow();

    assertThat(entry.perLearner()).isTrue();
    assertThat(entry.hasTag()).isTrue();
    assertThat(entry.law()).isEqualTo(MetricEntry.Law.LEVEL);
    assertThat(MetricCatalog.find("accuracy.labels")).isEmpty();
  }

  @Test
  void namesForPrometheusAreDistinct() {
    assertThat(MetricCatalog.entries())
        .extracting(MetricEntry::prometheusName)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).matches("[a-z_:][a-z0-9_:]*"))
        .contains("ameles_events_dead_letters");
  }
}

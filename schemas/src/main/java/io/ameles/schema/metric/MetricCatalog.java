package io.ameles.schema.metric;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Every metric there is, by name. The tables of docs/operations.md are made from it; a fact that is
 * not in it is counted by the job and fails its tests.
 */
public final class MetricCatalog {
  private static final String FILE = "catalogue.txt";
  private static final MetricCatalog CATALOG = new MetricCatalog(lines());

  private final Map<String, MetricEntry> byName = new LinkedHashMap<>();

  private MetricCatalog(List<String> lines) {
    String group = "";
    for (String line : lines) {
      if (line.contains(" | ")) {
        MetricEntry entry = parse(group, line.split(" \\| ", 7));
        if (byName.put(entry.name(), entry) != null) {
          throw new IllegalStateException("twice in the catalogue: " + entry.name());
        }
      } else {
        group = line;
      }
    }
  }

  private static List<String> lines() {
    try (InputStream file = MetricCatalog.class.getResourceAsStream(FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MetricEntry parse(String group, String[] columns) {
    return new MetricEntry(
        group,
        columns[0],
        columns[1].equals("learner"),
        columns[2],
        columns[3],
        MetricEntry.Law.valueOf(columns[4].toUpperCase(Locale.ROOT)),
        MetricEntry.Told.valueOf(columns[5].toUpperCase(Locale.ROOT)),
        columns[6]);
  }

  /** All entries, group by group. */
  public static List<MetricEntry> entries() {
    return new ArrayList<>(CATALOG.byName.values());
  }

  /** The entry of a name; empty if there is no such metric. */
  public static Optional<MetricEntry> find(String name) {
    return Optional.ofNullable(CATALOG.byName.get(name));
  }
}

package io.ameles.stream.job;

import io.ameles.model.AmelesException;
import io.ameles.model.receipt.ReceiptKeys;
import io.ameles.stream.receipt.Clocks;
import io.ameles.stream.receipt.LegalClock;
import io.ameles.stream.receipt.ReceiptSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parts of a configuration that are about receipts and the clocks of requests. */
final class ReceiptsSection {
  private static final String KEY_FILE = "receipts.key-file";
  private static final String CLOCK = "receipts.clock";
  private static final String AT_RISK = "receipts.at-risk";
  private static final String CLOCKS = "clocks";
  private static final String PERIOD = ".period";
  private static final String EXTENSION = ".extension";
  private static final String NAME = "[a-z0-9][a-z0-9-]{0,99}";

  /** The shortest month begins here. */
  private static final Instant SHORTEST = Instant.parse("1970-02-01T00:00:00Z");

  private static final Instant FURTHEST = SHORTEST.plus(Duration.ofDays(36_525));

  private ReceiptsSection() {}

  /**
   * @param folder that relative paths start from
   */
  static ReceiptSettings read(ConfigurationReader reader, Path folder) {
    ReceiptKeys keys = keys(reader, folder);
    SortedMap<String, LegalClock> clocks = clocks(reader);
    String name = reader.text(CLOCK, Clocks.GDPR.name());
    if (!clocks.containsKey(name)) {
      reader.problem(CLOCK, "one of " + clocks.keySet());
      name = Clocks.GDPR.name();
    }
    Duration atRisk = reader.duration(AT_RISK, Duration.ofDays(7));
    for (LegalClock clock : clocks.values()) {
      if (!clock.runsLongerThan(atRisk, SHORTEST)) {
        reader.problem(AT_RISK, "shorter than every clock, %s among them".formatted(clock.name()));
      }
    }
    return new ReceiptSettings(keys, new Clocks(clocks, name, atRisk));
  }

  private static ReceiptKeys keys(ConfigurationReader reader, Path folder) {
    String file = reader.text(KEY_FILE, "");
    if (file.isEmpty()) {
      reader.problem(KEY_FILE, "the path of a key file; make one with: ameles keys create FILE");
      return none();
    }
    try {
      return ReceiptKeys.read(folder.resolve(file));
    } catch (AmelesException e) {
      reader.problems(List.of("%s: %s".formatted(KEY_FILE, e.getMessage())));
    } catch (InvalidPathException e) {
      reader.problem(KEY_FILE, "a path");
    }
    return none();
  }

  /** Of no use: the configuration is refused. */
  private static ReceiptKeys none() {
    return ReceiptKeys.create(new SecureRandom(), Instant.EPOCH);
  }

  private static SortedMap<String, LegalClock> clocks(ConfigurationReader reader) {
    Map<String, String> values = reader.raw(CLOCKS);
    SortedMap<String, LegalClock> clocks = new TreeMap<>(Clocks.BUILT_IN);
    for (String name : names(values, reader)) {
      TemporalAmount period = amount(reader, values, name + PERIOD, null);
      TemporalAmount extension = amount(reader, values, name + EXTENSION, Period.ZERO);
      if (period != null && extension != null) {
        clocks.put(name, new LegalClock(name, period, extension));
      }
    }
    return clocks;
  }

  private static Set<String> names(Map<String, String> values, ConfigurationReader reader) {
    Set<String> names = new TreeSet<>();
    for (String key : values.keySet()) {
      int dot = key.lastIndexOf('.');
      String name = dot < 0 ? key : key.substring(0, dot);
      boolean known = dot >= 0 && (key.endsWith(PERIOD) || key.endsWith(EXTENSION));
      if (!known || !name.matches(NAME) || Clocks.BUILT_IN.containsKey(name)) {
        reader.problems(
            List.of(
                "clocks.%s: must be NAME.period or NAME.extension, the name of lower-case letters, digits and dashes and none of %s"
                    .formatted(key, new TreeSet<>(Clocks.BUILT_IN.keySet()))));
      } else {
        names.add(name);
      }
    }
    return names;
  }

  private static @Nullable TemporalAmount amount(
      ConfigurationReader reader,
      Map<String, String> values,
      String key,
      @Nullable TemporalAmount defaultValue) {
    String text = values.get(key);
    if (text == null && defaultValue != null) {
      return defaultValue;
    }
    try {
      TemporalAmount amount = parse(String.valueOf(text));
      Instant end = new LegalClock(key, amount, Period.ZERO).deadline(SHORTEST);
      boolean positive = end.isAfter(SHORTEST) || (defaultValue != null && end.equals(SHORTEST));
      if (positive && !end.isAfter(FURTHEST)) {
        return amount;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Falls through: one message for everything that is not such a period.
    }
    reader.problem(
        CLOCKS + "." + key, "an ISO-8601 period such as P1M, P45D or PT12H, up to a century");
    return null;
  }

  private static TemporalAmount parse(String text) {
    return text.contains("T") ? Duration.parse(text) : Period.parse(text);
  }
}

package io.ameles.client.alert;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest value of every fact that was taken in.
 *
 * <p>NOT thread-safe.
 */
final class Readings {
  private final Map<String, Map<List<String>, Reading>> byName = new TreeMap<>();

  /** Ignores what is older than what is known. */
  void take(@Nullable String learner, String name, @Nullable String tag, double value, Instant at) {
    List<String> about = List.of(learner == null ? "" : learner, tag == null ? "" : tag);
    byName
        .computeIfAbsent(name, first -> new TreeMap<>(Readings::compare))
        .merge(
            about,
            new Reading(learner, name, tag, value, at, null),
            (known, newer) -> at.isBefore(known.measuredAt()) ? known : known.next(value, at));
  }

  private static int compare(List<String> one, List<String> other) {
    int byLearner = one.get(0).compareTo(other.get(0));
    return byLearner != 0 ? byLearner : one.get(1).compareTo(other.get(1));
  }

  /** Of every learner and tag, in their order. */
  Collection<Reading> named(String name) {
    return byName.getOrDefault(name, Map.of()).values();
  }

  /** Of every name that begins so. */
  List<Reading> beginningWith(String prefix) {
    return byName.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .flatMap(name -> named(name).stream())
        .toList();
  }

  /** The fact about the whole job. */
  Optional<Reading> ofJob(String name) {
    return named(name).stream().filter(reading -> reading.learner() == null).findFirst();
  }

  /** The value of the fact about the whole job; 0 if it is not known. */
  double valueOf(String name) {
    return ofJob(name).map(Reading::value).orElse(0.0);
  }

  /** The value of the fact about a learner; NaN if it is not known. */
  double valueOf(@Nullable String learner, String name) {
    return named(name).stream()
        .filter(reading -> learner != null && learner.equals(reading.learner()))
        .mapToDouble(Reading::value)
        .findFirst()
        .orElse(Double.NaN);
  }
}

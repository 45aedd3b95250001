package io.ameles.console.picture;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every series, by name and key. A series with a tag beyond the first {@link #MOST} of them is left
 * out, and counted: tags come from labels, of which there may be any number. Names and learners are
 * the job's, so series without a tag are always kept.
 *
 * <p>NOT thread-safe.
 */
public final class SeriesBook {
  /** How many series with a tag there are at most. */
  public static final int MOST = 2_048;

  private final Map<String, Map<SeriesKey, Series>> byName = new LinkedHashMap<>();
  private final Map<SeriesKey, SeriesKey> keys = new HashMap<>();
  private final Fresh fresh = new Fresh();
  private int tagged;
  private long firstEpoch = Long.MAX_VALUE;
  private long leftOut;
  private long facts;

  /** Takes a fact in. */
  void take(SeriesKey key, Point point) {
    facts++;
    firstEpoch = Math.min(firstEpoch, point.epoch());
    Series series = series(key);
    if (series == null) {
      leftOut++;
      return;
    }
    series.add(point);
    fresh.take(keys.getOrDefault(key, key), point);
  }

  private @Nullable Series series(SeriesKey key) {
    if (!keys.containsKey(key)) {
      if (key.tag() != null && tagged++ >= MOST) {
        tagged = MOST;
        return null;
      }
      keys.put(key, key);
      byName.computeIfAbsent(key.name(), name -> new LinkedHashMap<>()).put(key, new Series());
    }
    return named(key.name()).get(key);
  }

  /** The series of one fact. */
  public Map<SeriesKey, Series> named(String name) {
    return byName.getOrDefault(name, Map.of());
  }

  /** One series; null if nothing was measured. */
  public @Nullable Series get(@Nullable String learner, String name, @Nullable String tag) {
    return named(name).get(new SeriesKey(learner, name, tag));
  }

  /** The newest value; NaN if nothing was measured. */
  public double newest(@Nullable String learner, String name) {
    Series series = get(learner, name, null);
    return series == null ? Double.NaN : series.newest().value();
  }

  /** Every key, in the order in which they came first. */
  public Collection<SeriesKey> keys() {
    return byName.values().stream().flatMap(series -> series.keySet().stream()).toList();
  }

  /** The names of all facts. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** How many series there are. */
  public int size() {
    return keys.size();
  }

  /** The lowest epoch of any fact; {@link Long#MAX_VALUE} if there is none. */
  public long firstEpoch() {
    return firstEpoch;
  }

  /** How many facts were taken in. */
  public long facts() {
    return facts;
  }

  /** How many facts belong to series that are left out. */
  public long leftOut() {
    return leftOut;
  }

  Fresh fresh() {
    return fresh;
  }
}

package io.ameles.client.alert;

import io.ameles.schema.ModelMetric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the conditions look at, and since when each of them holds. Feed it every record of the
 * metrics topic that is about the model, from the beginning or from anywhere; what no condition
 * looks at is not kept.
 *
 * <p>NOT thread-safe.
 */
public final class AlertBoard {
  private final Readings known = new Readings();
  private final Map<AlertRule, Instant> since = new EnumMap<>(AlertRule.class);

  /** Takes in a fact. */
  public void take(ModelMetric fact) {
    take(fact.getLearner(), fact.getName(), fact.getTag(), fact.getValue(), fact.getMeasuredAt());
  }

  /**
   * Takes in how far behind a topic the job is.
   *
   * @param topic its name without the prefix
   * @param records between what the current version reflects and the end of the topic
   * @param at when that was
   */
  public void takeLag(String topic, long records, Instant at) {
    take(null, "source.lag", topic, (double) records, at);
  }

  private void take(
      @Nullable String learner, String name, @Nullable String tag, double value, Instant at) {
    if (Arrays.stream(AlertRule.values()).anyMatch(rule -> rule.needs(name))) {
      known.take(learner, name, tag, value, at);
    }
  }

  /**
   * The conditions that hold now, in the order of {@link AlertRule}. Their {@code since} is the
   * first call in which they did, without a call in between in which they did not.
   */
  public List<Alert> alerts(Instant now) {
    List<Alert> alerts = new ArrayList<>();
    for (AlertRule rule : AlertRule.values()) {
      Optional<String> message = rule.check(known, now);
      if (message.isPresent()) {
        since.putIfAbsent(rule, now);
        alerts.add(new Alert(rule, since.get(rule), message.get()));
      } else {
        since.remove(rule);
      }
    }
    return alerts;
  }
}

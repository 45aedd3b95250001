package io.ameles.console.answer;

import io.ameles.console.tail.Lookout;
import io.ameles.console.tail.Tail;
import io.ameles.console.tail.TopicState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether the console can do its work.
 *
 * @param status {@code ok}, {@code starting} or {@code unavailable}
 * @param reasons why it is not ok; names no secret
 */
public record Health(String status, List<String> reasons) {
  /** As of now. */
  public static Health of(Tail tail, Lookout lookout) {
    List<String> reasons = new ArrayList<>();
    boolean starting = false;
    for (Map.Entry<String, TopicState> topic : tail.states().entrySet()) {
      TopicState state = topic.getValue();
      if (!state.reachable()) {
        reasons.add("topic %s cannot be read".formatted(topic.getKey()));
      } else if (!state.atEnd()) {
        starting = true;
        reasons.add("topic %s is still being read for the first time".formatted(topic.getKey()));
      }
    }
    if (!lookout.storeProblem().isEmpty()) {
      reasons.add("the model store cannot be read");
      starting = false;
    }
    if (!lookout.kafkaProblem().isEmpty()) {
      reasons.add("Kafka does not say how far its topics go");
      starting = false;
    }
    String status = starting ? "starting" : "unavailable";
    return new Health(reasons.isEmpty() ? "ok" : status, reasons);
  }

  /** Whether nothing is wrong. */
  public boolean ok() {
    return reasons.isEmpty();
  }
}

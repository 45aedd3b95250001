package io.ameles.console.tail;

import io.ameles.model.AmelesException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one topic for as long as it is open. Where reading fails, it waits and begins anew, and
 * passes over what it has passed on before.
 */
final class Follower implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  private final Topics topics;
  private final String topic;
  private final Receiver receiver;
  private final CountDownLatch closed;
  private final Map<Integer, Long> next = new HashMap<>();
  private Duration wait = SHORTEST_WAIT;
  private volatile TopicState state = TopicState.STARTING;

  /** Takes records in. */
  interface Receiver {
    void take(TopicRecord kafka);
  }

  /**
   * @param closed counted down when there is nothing more to be done
   */
  Follower(Topics topics, String topic, Receiver receiver, CountDownLatch closed) {
    this.topics = topics;
    this.topic = topic;
    this.receiver = receiver;
    this.closed = closed;
  }

  String topic() {
    return topic;
  }

  TopicState state() {
    return state;
  }

  @Override
  public void run() {
    boolean open = true;
    while (open) {
      try (Feed feed = topics.follow(topic)) {
        follow(feed);
        open = false;
      } catch (RuntimeException | Error e) { // whatever it is, a dead thread would look alive
        String problem = problem(e);
        if (closed.getCount() > 0) {
          LOG.warn("{} cannot be followed: {}", topic, problem);
        }
        state = new TopicState(false, state.atEnd(), problem);
        open = !isClosedWithin(wait);
        wait =
            wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
      }
    }
  }

  /** Messages that are not ours may quote what was read. */
  private static String problem(Throwable cause) {
    return cause instanceof AmelesException
        ? String.valueOf(cause.getMessage())
        : "reading failed with %s; trying again".formatted(cause.getClass().getSimpleName());
  }

  private boolean isClosedWithin(Duration time) {
    try {
      return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void follow(Feed feed) {
    while (closed.getCount() > 0 && !Thread.currentThread().isInterrupted()) {
      for (TopicRecord kafka : feed.poll()) {
        if (kafka.offset() >= next.getOrDefault(kafka.partition(), 0L)) {
          receiver.take(kafka);
          next.put(kafka.partition(), kafka.offset() + 1);
        }
      }
      wait = SHORTEST_WAIT;
      boolean atEnd = state.atEnd() || feed.isAtEnd();
      state = atEnd ? TopicState.FOLLOWING : TopicState.READING;
    }
  }
}

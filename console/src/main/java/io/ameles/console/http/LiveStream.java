package io.ameles.console.http;

import io.ameles.console.answer.DeadLettersAnswer;
import io.ameles.console.answer.RequestRow;
import io.ameles.console.answer.SeriesAnswer;
import io.ameles.console.answer.StateAnswer;
import io.ameles.console.answer.States;
import io.ameles.console.picture.Picture;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events: what is new, twice a second, and how the model is, at most once a second. One
 * thread makes the frames; each listener's own writes them. Thread-safe.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML, server-sent
 *     events</a>
 */
final class LiveStream implements AutoCloseable {
  /** How many may listen at once. */
  static final int MOST = 32;

  private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);
  private static final long ROUND_MILLIS = 500;
  private static final long HEARTBEAT_MILLIS = 10_000;
  private static final int MOST_REQUESTS = 500;

  private final Picture picture;
  private final States states;
  private final Map<Listener, List<String>> listeners = new ConcurrentHashMap<>();
  private final AtomicInteger dropped = new AtomicInteger();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "console-live");
            made.setDaemon(true);
            return made;
          });
  private @Nullable StateAnswer lastState;
  private boolean odd;

  LiveStream(Picture picture, States states) {
    this.picture = picture;
    this.states = states;
    var unused =
        thread.scheduleWithFixedDelay(
            this::round, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** How many listen. */
  int listening() {
    return listeners.size();
  }

  /** How many were too slow. */
  int dropped() {
    return dropped.get();
  }

  private void round() {
    try {
      news();
      odd = !odd;
      if (odd) {
        state();
      }
    } catch (RuntimeException e) {
      LOG.warn("A round of the live stream failed: {}", e.getClass().getSimpleName());
    }
  }

  private void news() {
    Picture.News<RequestRow> news = picture.news(RequestRow::of);
    if (listeners.isEmpty()) {
      return;
    }
    if (!news.points().isEmpty()) {
      send("points", SeriesAnswer.of(news.points()));
    }
    if (!news.requests().isEmpty()) {
      List<RequestRow> rows = news.requests();
      send(
          "requests",
          Map.of("requests", rows.subList(Math.max(0, rows.size() - MOST_REQUESTS), rows.size())));
    }
    if (news.deadLetters()) {
      send("dead-letters", DeadLettersAnswer.of(picture));
    }
  }

  private void send(String event, Object answer) {
    Listener.Frame frame = Listener.Frame.event(event, Json.bytes(answer));
    listeners.keySet().forEach(listener -> listener.offer(frame));
  }

  private void state() {
    if (listeners.isEmpty()) {
      lastState = null;
      return;
    }
    StateAnswer state = states.now(List.of());
    if (state.timeless().equals(lastState)) {
      return;
    }
    lastState = state.timeless();
    listeners.forEach(
        (listener, rights) ->
            listener.offer(Listener.Frame.event("state", Json.bytes(state.withRights(rights)))));
  }

  /**
   * Writes the stream until either side ends it; blocks the calling thread.
   *
   * @param allowed asked before each frame and each heartbeat; the stream ends when it says no
   */
  void serve(Context exchange, List<String> rights, BooleanSupplier allowed) {
    Listener listener = new Listener();
    synchronized (this) {
      if (listeners.size() >= MOST) {
        throw new Problem(
            Problem.Kind.TOO_MANY,
            "At most %d may listen at once; try again later.".formatted(MOST));
      }
      listeners.put(listener, rights);
    }
    listener.offer(Listener.Frame.event("state", Json.bytes(states.now(rights))));
    exchange.contentType("text/event-stream; charset=utf-8");
    exchange.header("Cache-Control", "no-store").header("X-Accel-Buffering", "no");
    try {
      write(listener, exchange, allowed);
    } catch (IOException e) {
      LOG.debug("a listener has gone");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      listeners.remove(listener);
    }
  }

  private void write(Listener listener, Context exchange, BooleanSupplier allowed)
      throws IOException, InterruptedException {
    OutputStream out = exchange.res().getOutputStream();
    while (!listener.hasEnded() && !thread.isShutdown()) {
      Listener.Frame frame = listener.next(HEARTBEAT_MILLIS);
      if (!allowed.getAsBoolean()) {
        return;
      }
      out.write((frame == null ? Listener.Frame.heartbeat() : frame).bytes());
      exchange.res().flushBuffer();
    }
    if (listener.hasEnded() && !thread.isShutdown()) {
      dropped.incrementAndGet();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    Set.copyOf(listeners.keySet()).forEach(Listener::end);
  }
}

package io.ameles.demo;

import io.ameles.client.EventSender;
import io.ameles.demo.dataset.StreamedExample;
import io.ameles.schema.DeletionEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Sends what the plan says, at an even pace. Its counters may be read by other threads. */
final class DemoPlayer {
  private final DemoPlan plan;
  private final EventSender sender;
  private final long nanosPerExample;
  private final AtomicInteger sent = new AtomicInteger();
  private final Map<String, Long> requestedNanos = new ConcurrentHashMap<>();
  private final Map<String, SortedMap<Integer, Long>> taskEnds = new LinkedHashMap<>();

  /**
   * @param nanosPerExample time from one example to the next; 0: as fast as it goes
   */
  DemoPlayer(DemoPlan plan, EventSender sender, long nanosPerExample) {
    this.plan = plan;
    this.sender = sender;
    this.nanosPerExample = nanosPerExample;
  }

  /** How many examples have been sent. */
  int sent() {
    return sent.get();
  }

  /** When each request was first sent, {@link System#nanoTime}. */
  Map<String, Long> requestedNanos() {
    return requestedNanos;
  }

  /** Per task: the events topic's offsets after its last example; complete after {@link #play}. */
  Map<String, SortedMap<Integer, Long>> taskEnds() {
    return taskEnds;
  }

  /** Sends everything; returns the offsets after the last record, per topic and partition. */
  SortedMap<String, SortedMap<Integer, Long>> play(String eventsTopic) {
    List<StreamedExample> examples = plan.stream().examples();
    long started = System.nanoTime();
    for (int i = 0; i < examples.size(); i++) {
      StreamedExample example = examples.get(i);
      awaitTime(started + i * nanosPerExample);
      sender.send(StreamedEvent.of(plan.stream(), example));
      sent.incrementAndGet();
      for (DeletionEvent request : plan.after(i)) {
        requestedNanos.putIfAbsent(request.getRequestId(), System.nanoTime());
        sender.send(request);
      }
      boolean lastOfTask =
          i + 1 == examples.size() || !examples.get(i + 1).task().equals(example.task());
      if (lastOfTask) {
        taskEnds.put(example.task(), sender.flush().get(eventsTopic));
      }
    }
    return sender.flush();
  }

  private static void awaitTime(long nanoTime) {
    for (long left = nanoTime - System.nanoTime();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}

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
import java.util.function.Consumer;

/** Sends what the plan says, at an even pace. Its counters may be read by other threads. */
final class DemoPlayer {
  private final DemoPlan plan;
  private final EventSender sender;
  private final long nanosPerExample;
  private final Consumer<SortedMap<String, SortedMap<Integer, Long>>> reflection;
  private final AtomicInteger sent = new AtomicInteger();
  private final Map<String, Long> requestedNanos = new ConcurrentHashMap<>();
  private final Map<String, SortedMap<Integer, Long>> taskEnds = new LinkedHashMap<>();

  /**
   * @param nanosPerExample time from one example to the next; 0: as fast as it goes
   * @param reflection waits until a version reflects everything up to these offsets
   */
  DemoPlayer(
      DemoPlan plan,
      EventSender sender,
      long nanosPerExample,
      Consumer<SortedMap<String, SortedMap<Integer, Long>>> reflection) {
    this.plan = plan;
    this.sender = sender;
    this.nanosPerExample = nanosPerExample;
    this.reflection = reflection;
  }

  /** How many examples have been sent. */
  int sent() {
    return sent.get();
  }

  /** When each request was first sent, {@link System#nanoTime}. */
  Map<String, Long> requestedNanos() {
    return requestedNanos;
  }

  /**
   * Per task that was sent whole, in the order of the stream: the events topic's offsets after its
   * last example.
   */
  Map<String, SortedMap<Integer, Long>> taskEnds() {
    synchronized (taskEnds) {
      return new LinkedHashMap<>(taskEnds);
    }
  }

  /** Sends everything; returns the offsets after the last record, per topic and partition. */
  SortedMap<String, SortedMap<Integer, Long>> play(String eventsTopic) {
    sendEvaluation();
    List<StreamedExample> examples = plan.stream().examples();
    long started = System.nanoTime();
    for (int i = 0; i < examples.size(); i++) {
      StreamedExample example = examples.get(i);
      awaitTime(started + i * nanosPerExample);
      sender.send(StreamedEvent.of(plan.stream(), example));
      sent.incrementAndGet();
      request(plan.after(i));
      boolean lastOfTask =
          i + 1 == examples.size() || !examples.get(i + 1).task().equals(example.task());
      if (lastOfTask) {
        SortedMap<Integer, Long> end = sender.flush().get(eventsTopic);
        synchronized (taskEnds) {
          taskEnds.put(example.task(), end);
        }
      }
    }
    return sender.flush();
  }

  /** None of it may be covered by a deletion that overtakes it: then it would not be counted. */
  private void sendEvaluation() {
    plan.evaluation().forEach(sender::send);
    if (!plan.evaluation().isEmpty()) {
      reflection.accept(sender.flush());
    }
  }

  /**
   * Deletions have a topic of their own and may overtake what they cover, which then is never
   * learned. Where the order of learning and forgetting is the point, each step waits for the
   * other.
   */
  private void request(List<DeletionEvent> requests) {
    boolean inOrder = plan.isInOrder() && !requests.isEmpty();
    if (inOrder) {
      reflection.accept(sender.flush());
    }
    for (DeletionEvent request : requests) {
      requestedNanos.putIfAbsent(request.getRequestId(), System.nanoTime());
      sender.send(request);
    }
    if (inOrder) {
      reflection.accept(sender.flush());
    }
  }

  private static void awaitTime(long nanoTime) {
    for (long left = nanoTime - System.nanoTime();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}

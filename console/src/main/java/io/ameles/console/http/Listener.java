package io.ameles.console.http;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who listens to the live stream. What he does not take in time makes his queue overflow,
 * and that ends it: he fetches anew. Thread-safe.
 */
final class Listener {
  private static final int MOST_WAITING = 64;
  private static final long MOST_BYTES = 8L << 20;

  private final BlockingQueue<Frame> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private long bytes;
  private volatile boolean ended;

  /** Bytes of the stream. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Frame(byte[] bytes) {
    static Frame event(String name, byte[] json) {
      byte[] head = "event: %s\ndata: ".formatted(name).getBytes(StandardCharsets.US_ASCII);
      byte[] frame = new byte[head.length + json.length + 2];
      System.arraycopy(head, 0, frame, 0, head.length);
      System.arraycopy(json, 0, frame, head.length, json.length);
      frame[frame.length - 2] = '\n';
      frame[frame.length - 1] = '\n';
      return new Frame(frame);
    }

    /** Keeps proxies from closing, and tells a writer that nobody is there any more. */
    static Frame heartbeat() {
      return new Frame(":\n\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Passes a frame on, or ends the stream if it does not fit. */
  synchronized void offer(Frame frame) {
    if (bytes + frame.bytes().length > MOST_BYTES || !waiting.offer(frame)) {
      end();
      return;
    }
    bytes += frame.bytes().length;
  }

  /** The next frame; null if there is none within this time. */
  @Nullable Frame next(long millis) throws InterruptedException {
    Frame frame = waiting.poll(millis, TimeUnit.MILLISECONDS);
    if (frame != null) {
      taken(frame);
    }
    return frame;
  }

  private synchronized void taken(Frame frame) {
    bytes -= frame.bytes().length;
  }

  /** Ends it; what waits is thrown away. */
  void end() {
    ended = true;
    waiting.clear();
    waiting.offer(Frame.heartbeat()); // wakes whoever waits for the next
  }

  boolean hasEnded() {
    return ended;
  }
}

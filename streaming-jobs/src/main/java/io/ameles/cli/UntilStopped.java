package io.ameles.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for Ctrl-C, and holds the end of the process back until everything is closed. */
final class UntilStopped implements AutoCloseable {
  private static final long LONGEST_SECONDS = 30;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  UntilStopped() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
  }

  private void stop() {
    stopped.countDown();
    try {
      boolean unused = closed.await(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void await() throws InterruptedException {
    stopped.await();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}

package io.ameles.model.device;

import ai.djl.engine.Engine;
import ai.djl.training.GradientCollector;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Admits one gradient collection at a time in a process: the engine keeps a single flag for all of
 * them, and whoever comes second would fail and leave gradients switched on for everybody.
 */
public final class TrainingLock {
  private static final ReentrantLock LOCK = new ReentrantLock();

  private TrainingLock() {}

  /** Runs {@code step} with a gradient collector of its own. Not reentrant. */
  public static void collect(Consumer<GradientCollector> step) {
    LOCK.lock();
    try (GradientCollector collector =
        Engine.getEngine(TensorDevice.ENGINE).newGradientCollector()) {
      step.accept(collector);
    } finally {
      LOCK.unlock();
    }
  }
}

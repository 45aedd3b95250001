package io.ameles.embedded;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.server.fault.FaultHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What went wrong in the broker, where Kafka's own reaction would be to end the process. */
final class BrokerFaults implements FaultHandlerFactory {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerFaults.class);

  private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

  /** Returns the first fault after which the broker cannot be relied upon. */
  Optional<Throwable> first() {
    return Optional.ofNullable(first.get());
  }

  /**
   * Makes Kafka throw where it would exit or halt the JVM, and report to this object. It stays so
   * when the broker has stopped, because its last threads may end later.
   */
  void refuseProcessExit() {
    Exit.setExitProcedure(this::refuse);
    Exit.setHaltProcedure(this::refuse);
  }

  @Override
  public FaultHandler build(String name, boolean fatal, Runnable action) {
    return (String message, @Nullable Throwable cause) -> {
      RuntimeException fault =
          new AmelesException(
              ErrorCode.KAFKA,
              "Fault in Kafka, " + name + ": " + message + (cause == null ? "" : ": " + cause),
              cause);
      LOG.error("Fault in the embedded Kafka broker", fault);
      if (fatal) {
        first.compareAndSet(null, fault);
      }
      action.run();
      return fault;
    };
  }

  private void refuse(int status, @Nullable String message) {
    AmelesException refused =
        new AmelesException(
            ErrorCode.KAFKA,
            "Kafka wanted to end the JVM with status "
                + status
                + (message == null ? "" : ": " + message)
                + ". See the log before this for the reason; the broker must be stopped and started.");
    first.compareAndSet(null, refused);
    LOG.error("The embedded Kafka broker gave up", refused);
    throw refused;
  }
}

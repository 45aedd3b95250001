package io.ameles.stream.state;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** A refusal that trying again cannot mend: the job ends instead of restarting itself for ever. */
public final class FlinkRefusal {
  private FlinkRefusal() {}

  /**
   * @param code the stable code
   * @param message what is wrong and what to do
   */
  public static SuppressRestartsException forGood(ErrorCode code, String message) {
    return forGood(new AmelesException(code, message));
  }

  /**
   * @param refusal what is wrong
   */
  public static SuppressRestartsException forGood(AmelesException refusal) {
    return new SuppressRestartsException(refusal);
  }

  /**
   * As {@link #forGood} if the same input would fail again, which is so unless a machine or a
   * service was at fault.
   *
   * @param failure of a calculation
   */
  public static RuntimeException unlessTransient(AmelesException failure) {
    return switch (failure.code()) {
      case BROKEN_INVARIANT, CORRUPT_FILE, CONFIGURATION, LOG_FORK -> forGood(failure);
      default -> failure;
    };
  }
}

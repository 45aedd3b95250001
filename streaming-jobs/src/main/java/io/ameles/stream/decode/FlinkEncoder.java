package io.ameles.stream.decode;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.encode.Encoder;
import io.ameles.stream.state.FlinkRefusal;
import java.util.Objects;

/** Opens encoders in operators. */
public final class FlinkEncoder {
  private FlinkEncoder() {}

  /**
   * The encoder of {@code rules}, which must have one. Another file than was meant, or a model that
   * does not take the pictures, ends the job; an engine that does not start may do so at the next
   * attempt.
   */
  public static Encoder open(IntakeRules rules, TensorDevice device) {
    try {
      return Encoder.open(Objects.requireNonNull(rules.encoder()), device, rules.dimension());
    } catch (AmelesException e) {
      if (e.code() == ErrorCode.ENGINE) {
        throw e;
      }
      throw FlinkRefusal.forGood(e);
    }
  }
}

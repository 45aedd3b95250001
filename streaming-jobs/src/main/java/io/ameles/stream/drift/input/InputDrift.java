package io.ameles.stream.drift.input;

import io.ameles.model.drift.input.InputDriftSettings;
import io.ameles.model.drift.input.InputSpace;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how the input is watched.
 *
 * @param space of the statistics; null to watch nothing
 * @param perEpoch how many of the examples that an epoch learns are looked at, at most
 * @param watch how closely
 */
public record InputDrift(@Nullable InputSpace space, int perEpoch, InputDriftSettings watch)
    implements Serializable {
  /** Nothing is watched. */
  public static final InputDrift NONE = new InputDrift(null, 1, InputDriftSettings.DEFAULT);

  private static final long serialVersionUID = 1L;

  /** Refuses to look at nothing. */
  public InputDrift {
    if (perEpoch < 1) {
      throw new IllegalArgumentException("perEpoch must be at least 1, not " + perEpoch);
    }
  }
}

package io.ameles.stream.job;

import io.ameles.model.drift.input.InputDriftSettings;
import io.ameles.model.drift.input.InputSpace;
import io.ameles.model.embed.Normalization;
import io.ameles.stream.decode.IntakeRules;
import io.ameles.stream.drift.input.InputDrift;

/** The part of a configuration that is about drift of the input. */
final class DriftSection {
  private static final String BANDWIDTH = "drift.input.bandwidth";
  private static final String FEATURES = "drift.input.features";
  private static final String SIGNIFICANCE = "drift.input.significance";
  private static final int MOST_EXAMPLES = 1_000_000;
  private static final int MOST_FEATURES = 4_096;
  private static final int PER_EPOCH = 256;

  private DriftSection() {}

  /** Unless something else is said, it is watched where a bandwidth is known: under L2. */
  static InputDrift read(ConfigurationReader reader, IntakeRules intake) {
    Normalization normalization = intake.quantization().normalization();
    boolean enabled = reader.flag("drift.input.enabled", normalization == Normalization.L2);
    InputDriftSettings usual = InputDriftSettings.DEFAULT;
    int perEpoch = reader.integer("drift.input.per-epoch", PER_EPOCH, 1, MOST_EXAMPLES);
    InputDriftSettings watch =
        new InputDriftSettings(
            reader.integer(
                "drift.input.reference",
                usual.reference(),
                InputDriftSettings.LEAST_REFERENCE,
                MOST_EXAMPLES),
            reader.integer(
                "drift.input.window",
                usual.window(),
                InputDriftSettings.LEAST_WINDOW,
                MOST_EXAMPLES),
            significance(reader, usual.significance()),
            reader.choice("drift.input.after-alarm", usual.afterAlarm()));
    int features = features(reader);
    double bandwidth = bandwidth(reader, normalization, enabled);
    InputSpace space = InputSpace.of(intake.space(), normalization, features, bandwidth);
    return enabled ? new InputDrift(space, perEpoch, watch) : InputDrift.NONE;
  }

  private static double significance(ConfigurationReader reader, double usual) {
    double significance = reader.share(SIGNIFICANCE, usual);
    if (significance > 0 && significance <= InputDriftSettings.LARGEST_SIGNIFICANCE) {
      return significance;
    }
    reader.problem(
        SIGNIFICANCE, "above 0 and at most %s".formatted(InputDriftSettings.LARGEST_SIGNIFICANCE));
    return usual;
  }

  private static int features(ConfigurationReader reader) {
    int features = reader.integer(FEATURES, InputSpace.DEFAULT_FEATURES, 2, MOST_FEATURES);
    if (features % 2 == 0) {
      return features;
    }
    reader.problem(FEATURES, "an even number");
    return InputSpace.DEFAULT_FEATURES;
  }

  private static double bandwidth(
      ConfigurationReader reader, Normalization normalization, boolean enabled) {
    double bandwidth = reader.positive(BANDWIDTH, 0);
    if (bandwidth == 0 && enabled && normalization == Normalization.NONE) {
      reader.problem(
          BANDWIDTH,
          "a number above 0 with intake.normalize none: how far apart examples typically are");
    }
    return bandwidth == 0 ? InputSpace.UNIT_BANDWIDTH : bandwidth;
  }
}

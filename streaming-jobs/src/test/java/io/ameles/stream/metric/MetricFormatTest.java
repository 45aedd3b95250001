package io.ameles.stream.metric;

import io.ameles.stream.state.FormatContract;
import java.util.List;

class MetricFormatTest extends FormatContract {
  @Override
  protected List<Samples<?>> samples() {
    return List.of(
        Samples.of(
            MeasuredFactCodec.INSTANCE,
            new MeasuredFact(12, "ridge", "accuracy.label", "cat", 0.75, 1_735_689_600_000L),
            MeasuredFact.ofLearner(1, "ridge", "learner.condition", 3e8, 7),
            MeasuredFact.ofJob(0, "events.received", -0.0, Long.MAX_VALUE)));
  }
}

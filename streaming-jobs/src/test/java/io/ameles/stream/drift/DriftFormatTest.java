package io.ameles.stream.drift;

import io.ameles.model.drift.DetectorType;
import io.ameles.stream.state.FormatContract;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class DriftFormatTest extends FormatContract {
  @Override
  protected List<Samples<?>> samples() {
    return List.of(
        Samples.of(
            DriftStateCodec.INSTANCE,
            new DriftWatch.State(
                "ridge",
                new TreeMap<>(Map.of(DetectorType.DDM, new double[] {1, 0.5})),
                new TreeMap<>(Map.of(DetectorType.DDM, 3L)),
                2,
                -1,
                List.of(new TagCounts(true, "zoo", 9, 8)),
                List.of(List.of(new TagCounts(false, "cat", 3, 0)), List.of()))));
  }
}

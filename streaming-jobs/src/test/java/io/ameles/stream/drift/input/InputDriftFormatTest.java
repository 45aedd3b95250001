package io.ameles.stream.drift.input;

import io.ameles.model.drift.input.AfterAlarm;
import io.ameles.model.drift.input.InputDriftSettings;
import io.ameles.model.drift.input.InputSpace;
import io.ameles.model.drift.input.InputWatch;
import io.ameles.model.drift.input.InputWatchState;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Normalization;
import io.ameles.stream.Fixtures;
import io.ameles.stream.ledger.Change;
import io.ameles.stream.state.FormatContract;
import java.util.List;

class InputDriftFormatTest extends FormatContract {
  @Override
  protected List<Samples<?>> samples() {
    return List.of(Samples.of(InputWatchCodec.INSTANCE, state(0), state(103)));
  }

  private static InputWatchState state(int examples) {
    InputWatch watch =
        new InputWatch(
            InputSpace.of(
                new EmbeddingSpace(Fixtures.DIMENSION, 0x1p-10), Normalization.NONE, 2, 2),
            new InputDriftSettings(100, 20, 1e-5, AfterAlarm.ADAPT));
    for (int i = 0; i < examples; i++) {
      Change.Example example = Changes.learned(i, 0);
      watch.learned(
          example.example(), example.contribution().vector(), example.contribution().label());
    }
    return watch.state();
  }
}

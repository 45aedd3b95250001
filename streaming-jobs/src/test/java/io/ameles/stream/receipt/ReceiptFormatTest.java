package io.ameles.stream.receipt;

import io.ameles.model.identity.Pseudonym;
import io.ameles.stream.state.FormatContract;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class ReceiptFormatTest extends FormatContract {
  @Override
  protected List<Samples<?>> samples() {
    return List.of(
        Samples.of(
            AnswerCodec.INSTANCE,
            new Answer(new Pseudonym(1, -2), 3, 4, true),
            new Answer(new Pseudonym(0, 0), Long.MAX_VALUE, 0, false)),
        Samples.of(
            ReceiptBookCodec.INSTANCE,
            new ReceiptBook(7, new TreeMap<>(Map.of("a", "00ff", "b", ""))),
            ReceiptBook.NEW));
  }
}

package io.ameles.stream.admit;

import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.DeletionScope;
import io.ameles.stream.state.FormatContract;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class AdmitFormatTest extends FormatContract {
  @Override
  protected List<Samples<?>> samples() {
    return List.of(
        Samples.of(
            GateBookCodec.INSTANCE,
            GateBook.NEW,
            new GateBook(
                Map.of(new Pseudonym(1, -2), "desk"),
                List.of(new Pseudonym(3, 4), new Pseudonym(5, 6)),
                List.of(new Pseudonym(7, 8)),
                new TreeMap<>(
                    Map.of(
                        new LegalHold(DeletionScope.SUBJECT, "00ff"),
                        new LegalHold.Word(true, 5),
                        new LegalHold(DeletionScope.LABEL, "cat"),
                        new LegalHold.Word(false, Long.MIN_VALUE))),
                new TreeMap<>(
                    Map.of(
                        "",
                        new TreeMap<>(Map.of(-1L, 3)),
                        "desk",
                        new TreeMap<>(Map.of(Long.MAX_VALUE, 1, 7L, 2)))))));
  }
}
